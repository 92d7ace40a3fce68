using Brain.Messages.Secrets;

namespace Brain.Tests.Secrets;

public sealed class SecretsInStructures
{
    private const int Seeds = 12;

    // {0} is what a person made up, {1} what a machine drew, {2} hexadecimal.
    [Theory]
    [InlineData("user,password,role\nann,{0},admin\nbob,{1},guest\n")]
    [InlineData("user;password;role\nann;{0};admin\nbob;\"{1}\";guest\n")]
    [InlineData("host\tpassword\ndb-1\t{0}\ndb-2\t{1}\n")]
    [InlineData("| user | password | role |\n|---|:-:|---|\n| ann | `{0}` | admin |\n| bob | {1} | guest |\n")]
    [InlineData("User | Admin password\n--- | ---\nann | {0}\nbob | {1}\n")]
    [InlineData(" id | name | api_token \n----+------+-----------\n  1 | ann  | {1}\n  2 | bob  | {2}\n(2 rows)\n")]
    [InlineData("+----+----------+\n| id | password |\n+----+----------+\n|  1 | {0} |\n+----+----------+\n")]
    [InlineData("tin_token,{1}\ntin_secret,{2},prod\n")]
    public void Are_seen_below_their_name_in_tables(string around) => Are_taken_out(around);

    [Theory]
    [InlineData("tokens = [\"{1}\", \"{2}\"]")]
    [InlineData("const apiKeys: string[] = [\n  '{1}',\n  '{2}',\n];")]
    [InlineData("\"api_keys\": [\n  \"{1}\",\n  \"{2}\"\n]")]
    [InlineData("passwords := []string{{\"{0}\"}}")]
    [InlineData("api_keys:\n  - {1}\n  - \"{2}\"\nport: 8080\n")]
    [InlineData("PASSWORDS = ('{0}', )")]
    [InlineData("tin token = '{1}' | '{2}'")]
    public void Are_seen_in_lists(string around) => Are_taken_out(around);

    [Theory]
    [InlineData("passwords:\n  ann: {0}\n  bob: \"{1}\"\nport: 8080\n")]
    [InlineData("{{\"passwords\": {{\"ann\": \"{0}\", \"bob\": \"{1}\"}}, \"port\": 8080}}")]
    [InlineData("PASSWORDS = {{'ann': '{0}', 'bob': '{1}'}}")]
    [InlineData("const secrets = {{\n  jwt: '{1}',\n  hub: '{2}',\n}};")]
    [InlineData("[passwords]\nann = \"{0}\"\nbob = {1}\n\n[server]\nport = 8080\n")]
    [InlineData("credentials:\n  username: ann\n  value: {1}\n")]
    public void Are_seen_below_the_name_of_their_parent(string around) => Are_taken_out(around);

    [Theory]
    [InlineData("MongoClient(\"db-1.example.com\", 27017, \"ann\", \"{0}\")")]
    [InlineData("psycopg2.connect('shop', 'ann', '{0}')")]
    [InlineData("client.connect(\"ann\", \"{0}\")")]
    [InlineData("new ApiClient(\"tin\", \"{1}\")")]
    [InlineData("smtp.authenticate('ann', '{0}', 5)")]
    [InlineData("Twitter(auth=OAuth('{1}', '{2}', 'x'))")]
    public void Are_seen_among_the_arguments_of_what_opens_something(string around) => Are_taken_out(around);

    [Theory]
    [InlineData("<entry>\n  <name=\"tinToken\" />\n  <value=\"{1}\" />\n</entry>")]
    [InlineData("<secret>{{AQAAABAAA {1}}}</secret>")]
    [InlineData("<secret>{{tin AQAAABAAA {2}}}</secret>")]
    [InlineData("https://example.com/x?next=%2Fhome%3Ftoken%3D{1}%26v%3D2")]
    [InlineData("Server=db;User Id=ann;Password=secret{0};Database=shop")]
    [InlineData("curl -u \"{1}:\" https://a.example")]
    [InlineData("tin_key = \"{2}\"")]
    [InlineData("tin.key = \"{2}\"")]
    [InlineData("API key: {2}")]
    [InlineData("secret access key: {1}")]
    [InlineData("tin-secrettoken-{2}")]
    public void Are_seen_in_other_places(string around) => Are_taken_out(around);

    [Theory]
    [InlineData("//{1} is the password")]
    [InlineData("# {0}9Xk is our admin password")]
    [InlineData("we use {1} as the token")]
    [InlineData("tin token {2}")]
    [InlineData("tin SECRET key {2}")]
    [InlineData("tin token - '{1}'")]
    [InlineData("Use the following password to proceed to installation:\n\n{2}\n\nIt may also be found elsewhere")]
    [InlineData("비번: {0}")]
    public void Are_seen_in_sentences(string around) => Are_taken_out(around);

    [Theory]
    [InlineData("password = \"m{{x}}9)p${{e]nb(dy[f!{0}\"")]
    [InlineData("secret: \"(k9{0}\"")]
    [InlineData("password=\"kT<9x!{0}\"")]
    [InlineData("secret: \"otter#lake{0}\"")]
    [InlineData("define('AUTH_KEY', 'MW1pxM>%0Vl 2(#o0|2$cB+<<W{0}^e_R-fg{0}>');")]
    public void May_have_marks_that_templates_have(string around) => Are_taken_out(around);

    [Theory]
    [InlineData(" * -----BEGIN PRIVATE KEY-----\n * {3}\n * {3}\n * -----END PRIVATE KEY-----\n")]
    [InlineData("k = \"\\\"-----BEGIN PRIVATE KEY-----\\\\n\"\n + \"{3}\\\\n\"\n + \"-----END PRIVATE KEY-----\\\"\";")]
    public void Are_whole_keys_with_margins(string around) => Are_taken_out(around);

    [Fact]
    public void Are_seen_in_base64_that_has_a_key_within()
    {
        var planted = new Planted(1);
        var text = "tls:\n  key: |\n    -----BEGIN PRIVATE KEY-----\n    " + planted.Drawn(300) + "\n";
        var encoded = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text));

        Assert.Equal(SecretScanner.Mark, SecretScanner.Redact(encoded).TrimEnd('='));
    }

    [Theory]
    [InlineData("user,password,role\nann,none,admin\n")]
    [InlineData("| name | token | meaning |\n|---|---|---|\n| a | string | the token of step 2 |\n| b | none | x |\n")]
    [InlineData("| option | password |\n|---|---|\n| --password | see `docs/passwords.md` |\n")]
    [InlineData("foo(user, password,\n    host1, port2)\n")]
    [InlineData("import { token } from './token2'\nimport { user } from './user2'\n")]
    [InlineData("tokens: [\"identifier\", \"string\", \"number\"]")]
    [InlineData("secrets:\n  - db_password\n  - db_root_password\n")]
    [InlineData("secrets:\n  db_password:\n    file: ./secrets/db_password.txt\n    version: 3.1\n")]
    [InlineData("credentials:\n  region: us-east-1\n  username: ann01\n  file: /etc/app/creds2.json\n")]
    [InlineData("\"password\": {\"type\": \"string\", \"minLength\": 12, \"format\": \"sha256-crypt\"}")]
    [InlineData("tokens: { color: { primary: '#3b82f6', blue500: 'rgb(0 0 255)' }, gap4: '1rem' }")]
    [InlineData("client.connect(\"db-1.example.com\", 5432, \"shop\")")]
    [InlineData("new HttpClient(\"https://example.com/v1\", \"application/json\")")]
    [InlineData("createClient(\"ann\", \"en-GB\")")]
    [InlineData("\"tin_token\": re.compile(r\"tin_([0-9a-zA-Z]{36})\"),")]
    [InlineData("cache_key = \"{2}\"")]
    [InlineData("partitionKey: \"{2}\"")]
    [InlineData("restore key: {2}")]
    [InlineData("this.key = \"{2}\"")]
    [InlineData("# public key: {1}")]
    [InlineData("\"pbkdf2-password\": \"1.2.1\"")]
    [InlineData("pin to `requests<2.28` for a token")]
    [InlineData("token=requests<2.28")]
    [InlineData("this string is the password hint")]
    [InlineData("sha256 is the password hash")]
    [InlineData("the file at src/a.cs is the token parser")]
    [InlineData("\"password\": \"{{ vault.db }}\", \"token\": \"a-${NAME}-b\", \"secret\": \"x{{name}}\"")]
    [InlineData("see the token below:\n\nstring Token = null;\n")]
    public void Are_not_seen_in_what_looks_alike(string text)
    {
        var planted = new Planted(3);
        text = text.Replace("{1}", planted.Drawn(32), StringComparison.Ordinal)
            .Replace("{2}", planted.Hex(40), StringComparison.Ordinal);

        Assert.Same(text, SecretScanner.Redact(text));
    }

    [Theory]
    [InlineData("password,token\n")]
    [InlineData("password,token\n\n")]
    [InlineData("passwords:{")]
    [InlineData("secrets:\n - ")]
    [InlineData("[secrets]\na=b\n")]
    [InlineData("connect('a','b',")]
    [InlineData(" is the password")]
    [InlineData("token='a'|")]
    [InlineData("| password |\n")]
    [InlineData("token%3D")]
    [InlineData("# http cookie file\n")]
    [InlineData("copy t (id, token) from stdin;\n1\ta\n")]
    [InlineData("copy t (id, token) from stdin;\n1\tfrom stdin;\n")]
    public void Are_looked_for_in_hostile_texts_too(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 256 * 1024 / part.Length));

        var clean = SecretScanner.Redact(text);

        Assert.Equal(clean, SecretScanner.Redact(clean));
    }

    private static void Are_taken_out(string around)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var planted = new Planted(seed);
            string[] secrets = [planted.Password(), planted.Drawn(32), planted.Hex(40), planted.Drawn(64)];
            var text = string.Format(around, secrets);

            var clean = SecretScanner.Redact(text);

            foreach (var secret in secrets)
                Assert.DoesNotContain(secret, clean, StringComparison.Ordinal);
            Assert.Contains(SecretScanner.Mark, clean, StringComparison.Ordinal);
            Assert.Same(clean, SecretScanner.Redact(clean));
        }
    }
}
