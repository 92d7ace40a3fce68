using Brain.Messages.Secrets;

namespace Brain.Tests.Secrets;

public sealed class ASecret
{
    private const int Seeds = 20;

    // What stands around it stays: {0} is the secret, {1} what a person made up.
    [Theory]
    [InlineData("export GITHUB_PAT={0}", "ghp")]
    [InlineData("log: request with {0} failed", "ghp")]
    [InlineData("AccountName=acme;AccountKey={0};EndpointSuffix=core.windows.net", "drawn")]
    [InlineData("//registry.npmjs.org/:_authToken={0}", "hex")]
    [InlineData("token: {0}", "hex")]
    [InlineData("https://example.com/hook?token={0}&x=1", "hex")]
    [InlineData("DB_PASS={0}", "password")]
    [InlineData("{{\"password\": \"{0}\"}}", "password")]
    [InlineData("{{\\\"password\\\": \\\"{0}\\\"}}", "password")]
    [InlineData("machine x login bob password {0}", "password")]
    [InlineData("db.example.com:5432:shop:app:{0}", "password")]
    [InlineData("curl -u admin:{0} https://example.com", "password")]
    [InlineData("mysql -u root -p{0} shop", "password")]
    [InlineData("sshpass -p '{0}' ssh deploy@10.1.2.3 uptime", "password")]
    [InlineData("postgres://app:{0}@db.example.com/shop", "password")]
    [InlineData("Server=db;User Id=app;Password={0};Encrypt=true", "password")]
    [InlineData("<add key=\"Password\" value=\"{0}\"/>", "password")]
    [InlineData("<password>{0}</password>", "password")]
    [InlineData("- name: DB_PASSWORD\n  value: \"{0}\"", "password")]
    [InlineData("{{\"name\": \"DB_PASSWORD\", \"value\": \"{0}\"}}", "password")]
    [InlineData("password: |\n  {0}\nuser: bob", "password")]
    [InlineData("config.put(\"password\", \"{0}\")", "password")]
    [InlineData("var password string = \"{0}\"", "password")]
    [InlineData("const password: string = '{0}';", "password")]
    [InlineData("apiSecret ??= \"{0}\"", "drawn")]
    [InlineData("variable \"db_password\" {{\n  default = \"{0}\"\n}}", "password")]
    [InlineData("deploy --password {0} --verbose", "password")]
    [InlineData("Authorization: Bearer {0}", "drawn")]
    [InlineData("X-Api-Key: {0}", "hex")]
    [InlineData("Cookie: theme=dark; session={0}; lang=en", "drawn")]
    [InlineData("https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/{0}", "drawn")]
    [InlineData("otpauth://totp/acme?secret={0}&issuer=acme", "drawn")]
    [InlineData("client-key-data: {0}", "drawn")]
    [InlineData("AGE-SECRET-KEY-1{0}", "drawn")]
    [InlineData("the password for the staging box is {0} by the way", "password")]
    [InlineData("Das Passwort lautet {0}", "password")]
    [InlineData("acme_live_{0}", "drawn")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n{0}\n-----END RSA PRIVATE KEY-----", "drawn")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\\n{0}\\n", "drawn")]
    public void Is_taken_out_and_what_stands_around_it_stays(string around, string kind)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var made = new Planted(seed);
            var secret = kind switch
            {
                "ghp" => made.Token(),
                "hex" => made.Hex(32),
                "password" => made.Password(),
                _ => made.Drawn(40),
            };
            var text = string.Format(around, secret);

            var clean = SecretScanner.Redact(text);

            Assert.DoesNotContain(secret, clean, StringComparison.Ordinal);
            Assert.Contains(SecretScanner.Mark, clean, StringComparison.Ordinal);
            if (!around.Contains("PRIVATE", StringComparison.Ordinal))
                Assert.StartsWith(
                    text[..Math.Max(0, text.IndexOf(secret, StringComparison.Ordinal) - 16)],
                    clean,
                    StringComparison.Ordinal
                );
            Assert.Same(clean, SecretScanner.Redact(clean));
        }
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("client_secret", true)]
    [InlineData("description", false)]
    [InlineData("session_id", false)]
    public void Of_a_field_is_told_by_its_name(string name, bool isOne)
    {
        var value = new Planted(1).Password();

        Assert.Equal(isOne ? SecretScanner.Mark : value, SecretScanner.Redact(value, name));
    }

    [Fact]
    public void Is_seen_whole_where_a_text_is_cut()
    {
        var token = new Planted(2).Token();

        var kept = Brain.Domain.Text.Redaction.Clean(new string('a', 90) + " " + token, 110)!;

        Assert.DoesNotContain(token[..12], kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_github_holds_its_checksum()
    {
        var body = new string('a', 30);
        var token = string.Concat("gh", "p_", body, Checksum.Of(body));

        Assert.Equal(SecretScanner.Mark, SecretScanner.Redact(token));
        Assert.Equal(
            string.Concat("gh", "p_", body, "aaaaaa"),
            SecretScanner.Redact(string.Concat("gh", "p_", body, "aaaaaa"))
        );
    }

    [Theory]
    [InlineData("password=")]
    [InlineData("password: ")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----END PRIVATE KEY-----")]
    [InlineData("https://a:b")]
    [InlineData("mysql -p")]
    [InlineData("\"token\",")]
    [InlineData("secret: |\n ")]
    [InlineData("env:password")]
    [InlineData("curl -u ")]
    [InlineData("password token: ")]
    [InlineData("kind: Secret\ndata:\n")]
    [InlineData("\"kty\":\"d\",\"k\":")]
    [InlineData("insert into t (password) values ('")]
    [InlineData("http cookie file")]
    [InlineData("(token) from stdin;")]
    public void Is_looked_for_in_hostile_texts_too(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 256 * 1024 / part.Length));

        var clean = SecretScanner.Redact(text);

        Assert.Equal(clean, SecretScanner.Redact(clean));
    }
}
