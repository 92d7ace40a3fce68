using Brain.Messages.Secrets;

namespace Brain.Tests.Secrets;

public sealed class SecretsInManyForms
{
    private const int Seeds = 12;

    [Theory]
    [InlineData("Password:\n{0}\n")]
    [InlineData("username\nadmin\npassword\n{0}\n")]
    [InlineData("here are the creds: bob / {0}")]
    [InlineData("admin / {0} is the login for staging")]
    [InlineData("log in with admin:{0}, then open the report")]
    [InlineData("パスワードは{0}です")]
    [InlineData("密码是{0}，请保密")]
    [InlineData("비밀번호는 {0} 입니다")]
    [InlineData("a senha do banco é {0}")]
    [InlineData("la password dell'admin è {0}")]
    [InlineData("passordet er {0}")]
    [InlineData("heslo je {0}")]
    [InlineData("parola este {0}")]
    [InlineData("kata sandi: {0}")]
    [InlineData("mật khẩu: {0}")]
    [InlineData("كلمة المرور: {0}")]
    [InlineData("usuario: bob clave: {0}")]
    [InlineData("Zugangsdaten: bob / {0}")]
    [InlineData("user=bob:{0}")]
    public void Are_seen_beside_a_login_and_in_other_languages(string around) => Is_taken_out(around, Made.Password);

    // By the words before them alone.
    [Theory]
    [InlineData("::add-mask::{0}\nRun npm ci")]
    [InlineData("::set-output name=deploy_token::{0}")]
    [InlineData("##vso[task.setvariable variable=deployToken;issecret=true]{0}")]
    [InlineData("WIFI:T:WPA;S:Office;P:{0};;")]
    [InlineData("<wsse:Password Type=\"http://x#PasswordText\">{0}</wsse:Password>")]
    [InlineData("expect \"assword:\"\nsend \"{0}\\r\"\nexpect eof")]
    [InlineData("child.expect('[Pp]assword:')\nchild.sendline('{0}')")]
    [InlineData("crypto isakmp key {0} address 203.0.113.4")]
    [InlineData("ip ospf message-digest-key 1 md5 {0}\nip ospf cost 10")]
    [InlineData("neighbor 10.0.0.1 password {0}")]
    [InlineData("createUser bob SHA \"{0}\" AES \"{0}\"")]
    [InlineData("$ john --show hashes.txt\nbob:{0}:1001:1001::/home/bob:/bin/sh\n\n1 password hash cracked, 0 left")]
    [InlineData("echo {0} | wrangler secret put FROB_AUTH")]
    [InlineData("echo \"{0}\" | bin/elasticsearch-keystore add -x s3.client.default.secret_key")]
    [InlineData("cf auth deploy@example.com {0} && cf push")]
    [InlineData("COPY public.keys (id, token) FROM stdin;\n1\t{0}\n\\.")]
    [InlineData("chpasswd:\n  list: |\n    root:{0}\n  expire: False")]
    [InlineData("req.basic_auth 'bob', '{0}'")]
    [InlineData("EXEC sp_addlogin 'bob', '{0}', 'shop';")]
    [InlineData("{{\"type\":\"random_password\",\"attributes\":{{\"length\":24,\"result\":\"{0}\"}}}}")]
    [InlineData("define('NONCE_SALT', '{0}');")]
    [InlineData("update_option( 'shop_salt', '{0}' );")]
    [InlineData("live_view: [signing_salt: \"{0}\"]")]
    public void Are_seen_behind_words_that_announce_them(string around) => Is_taken_out(around, Made.Password);

    [Theory]
    [InlineData("network_key: [26, 42, 96, 139, 131, 136, 141, 179, 104, 120, 219, 229, 159, 73, 226, 253]", "139")]
    [InlineData("APPKEY[16]={0x7E,0xB2,0xA1,0x8A,0x45,0xD9,0xE7,0xFC,0x08,0x39,0x80,0x2A,0x57,0x92,0x5E,0xBC}", "0xA1")]
    [InlineData("Your recovery codes:\n10fee-d7c53\n79970-36d9f\nKeep them.", "79970")]
    [InlineData("Recovery Key:\n353273-652492-709210-264830-198886-478779-919514-303132", "652492")]
    [InlineData("slmgr.vbs /ipk BVCKC-TFRR2-4GTY6-F9QX6-BWKT2", "TFRR2")]
    [InlineData("https://app.example.com/reset-password/BZRjrhxqW0nv7NjJo8NaoT1EwPiAQvB5NChqdHsT", "BZRjrhxq")]
    [InlineData("https://app.example.com/auth/magic?t=VynaYRQ0RGZJTj3C8SKdngvC4L2ZaiYtA8Y_m0v", "VynaYRQ0")]
    public void Are_seen_as_codes_and_keys_of_many_parts(string text, string part) =>
        Assert.DoesNotContain(part, SecretScanner.Redact(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("echo hello | sudo tee /etc/motd")]
    [InlineData("echo \"$TOKEN\" | docker login --password-stdin")]
    [InlineData("expect \"Are you sure\"\nsend \"yes\\r\"")]
    [InlineData("neighbor 10.0.0.1 description uplink")]
    [InlineData("thresholds: [12, 45, 67, 89, 101, 123, 145, 167, 189, 201, 213, 225, 237, 241, 250, 255]")]
    [InlineData("Recovery codes can be used once.\nKeep them.")]
    [InlineData("POST /reset-password/:token changes the password.")]
    [InlineData(
        "--discovery-token-ca-cert-hash sha256:94a443cf71e7f696b90f5c848ec50e9ddddc5c662ea7c2933c06cec827c39e98"
    )]
    [InlineData("const token = new ethers.Contract(\"0xcc67dd4b8b31cbf5a2e79dcc46605b49a2011866\", abi);")]
    [InlineData("COPY public.users (id, name) FROM stdin;\n1\tbob\n\\.")]
    [InlineData("WIFI:T:nopass;S:Guests;;")]
    [InlineData("$hidden = ['email', 'password_salt', 'created_at'];")]
    [InlineData("isset('user_salt', 'user_id2')")]
    [InlineData("define('NONCE_SALT', 'created_at');")]
    [InlineData("live_view: [signing_salt: \"live_view\"]")]
    [InlineData("{\"type\": \"random_password\", \"test\": \"length\", \"result\": \"pass\"}")]
    [InlineData("{\"types\": [\"random_password\"], \"result\": \"pass42\"}")]
    [InlineData("accounts: [\"0xcc67dd4b8b31cbf5a2e79dcc46605b49a2011866\"]")]
    [InlineData("accounts: [\"9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrpxZb9PusVFin\"]")]
    [InlineData("accounts: [\"5c0d8a1e-8a54-4d3f-9d0c-2a3f5d1c7b61\", \"acct_1032D82eZvKYlo2C\"]")]
    [InlineData("{\"github-oauth\": {\"a\": \"0xcc67dd4b8b31cbf5a2e79dcc46605b49a2011866\"}}")]
    public void Are_not_seen_where_such_words_announce_none(string text) =>
        Assert.Equal(text, SecretScanner.Redact(text));

    [Theory]
    [InlineData("accounts: ['0x{0}']", 64)]
    [InlineData("accounts: [\n  \"{0}\",\n]", 64)]
    [InlineData("\"github-oauth\": {{\"github.com\": \"{0}\"}}", 40)]
    [InlineData("(102,'auth_salt','{0}','no')", 48)]
    public void Are_seen_as_members(string around, int length)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var secret = new Planted(seed).Hex(length);
            Assert.DoesNotContain(
                secret,
                SecretScanner.Redact(string.Format(around, secret)),
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("220 ready\nUSER bob\nPASS blue42horse")]
    [InlineData("the wifi pass is blue42horse")]
    public void Are_seen_behind_the_word_pass(string text) =>
        Assert.DoesNotContain("blue42horse", SecretScanner.Redact(text), StringComparison.Ordinal);

    // {0} is what a person made up.
    [Theory]
    [InlineData("if (\"{0}\" == password) {{")]
    [InlineData("if ('{0}' !== user.password) {{")]
    [InlineData("return \"{0}\".equals(password);")]
    [InlineData("if (password.equals(\"{0}\")) {{")]
    [InlineData("if (strcmp(password, \"{0}\") == 0)")]
    [InlineData("if ($password -eq \"{0}\") {{")]
    [InlineData("Assert.Equal(\"{0}\", config.Password);")]
    [InlineData("expect(login.password).toBe('{0}')")]
    [InlineData("cy.get('#password').type('{0}')")]
    [InlineData("page.fill('input[name=password]', '{0}')")]
    [InlineData("fill_in 'Password', with: '{0}'")]
    [InlineData("user.type(screen.getByLabelText(/password/i), '{0}')")]
    [InlineData("passwordInput.send_keys(\"{0}\")")]
    [InlineData("when(user.getPassword()).thenReturn(\"{0}\");")]
    [InlineData("user.type(page.getByLabel('Password'), '{0}')")]
    public void Are_seen_where_they_are_compared_or_typed(string around) => Is_taken_out(around, Made.Password);

    [Theory]
    [InlineData("schtasks /create /tn x /tr y.exe /ru bob /rp {0}")]
    [InlineData("signtool sign /f a.pfx /p {0} app.exe")]
    [InlineData("beeline -u jdbc:hive2://h:10000 -n bob -p {0} -e x")]
    [InlineData("clickhouse-client --user bob -p {0}")]
    [InlineData("poetry config http-basic.acme bob {0}")]
    [InlineData("username bob privilege 15 password 0 {0}")]
    [InlineData("CONFIG SET requirepass {0}")]
    [InlineData("remoteuser = bob\nremotepass = {0}")]
    [InlineData("ldap_default_authtok = {0}")]
    [InlineData("<AutoLogon><Password>\n<Value>{0}</Value></Password></AutoLogon>")]
    [InlineData("{{username, \"bob\"}}, {{password, \"{0}\"}}")]
    [InlineData("Content-Disposition: form-data; name=\"password\"\r\n\r\n{0}\r\n--x")]
    public void Are_seen_in_other_tools_and_files(string around) => Is_taken_out(around, Made.Password);

    [Theory]
    [InlineData("MYSQL_ROOT_PASSWORD=Otter.Lake417")]
    [InlineData("mongosh -u root -p Otter.Lake417 --host db")]
    [InlineData("le mot de passe est Otter.Lake417")]
    public void Are_seen_with_a_dot_within(string text) =>
        Assert.DoesNotContain("Lake417", SecretScanner.Redact(text), StringComparison.Ordinal);

    [Fact]
    public void Are_seen_behind_the_id_they_belong_to()
    {
        var made = new Planted(7);
        var (id, key) = (string.Concat("AK", "IA", "Q7XBT2MLR9ZC4VN8"), made.Drawn(40));
        foreach (var mark in (string[])[":", "\n", ", ", "\",\""])
            Assert.DoesNotContain(key[..12], SecretScanner.Redact(id + mark + key), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_seen_behind_a_known_prefix_without_a_figure() =>
        Assert.Equal("push [redacted]", SecretScanner.Redact(string.Concat("push gl", "pat-", "aQcXeTgHkJpLmNwPqRvZ")));

    [Theory]
    [InlineData("requests.get(url, auth=(\"bob\", \"{0}\"))")]
    [InlineData("session.auth = ('bob', '{0}')")]
    [InlineData("requests.auth.HTTPBasicAuth('bob', '{0}')")]
    [InlineData("req.SetBasicAuth(\"bob\", \"{0}\")")]
    [InlineData("new NetworkCredential(\"bob\", \"{0}\", \"ACME\")")]
    [InlineData("DriverManager.getConnection(url, \"app\", \"{0}\")")]
    [InlineData("new PDO('mysql:host=db', 'app', '{0}');")]
    [InlineData("server.login(\"bob@example.com\", \"{0}\")")]
    [InlineData("jwt.sign({{ id: 1 }}, '{0}')")]
    [InlineData("crypto.createHmac('sha256', '{0}')")]
    [InlineData("WiFi.begin(\"Home\", \"{0}\");")]
    public void Are_seen_by_their_place_in_a_call(string around) => Is_taken_out(around, Made.Password);

    [Theory]
    [InlineData("keytool -genkey -keystore a.jks -storepass {0} -alias x")]
    [InlineData("snmpwalk -v3 -u bob -l authPriv -a SHA -A {0} -x AES host")]
    [InlineData("xfreerdp /u:bob /p:{0} /v:host")]
    [InlineData("rdesktop -u bob -p {0} host")]
    [InlineData("gpg --batch --passphrase {0} -d a.gpg")]
    [InlineData("net use z: \\\\srv\\share /user:bob {0}")]
    [InlineData("net use z: \\\\srv\\share {0} /user:ACME\\bob")]
    [InlineData("psexec \\\\srv -u bob -p {0} cmd")]
    [InlineData("sqlplus app/{0}@db")]
    [InlineData("sudo -S <<< \"{0}\"")]
    [InlineData("printf '%s' '{0}' | docker login --password-stdin")]
    [InlineData("nmcli dev wifi connect Home password {0}")]
    [InlineData("ConvertTo-SecureString \"{0}\" -AsPlainText -Force")]
    [InlineData("http --auth=bob:{0} example.com")]
    [InlineData("curl -ubob:{0} https://a.example")]
    [InlineData("ssh-keygen -t ed25519 -N \"{0}\" -f key")]
    [InlineData("chpasswd <<< \"bob:{0}\"")]
    [InlineData("run([\"mysql\", \"-u\", \"root\", \"-p{0}\"])")]
    [InlineData("run([\"curl\", \"-u\", \"bob:{0}\", \"https://a.example\"])")]
    [InlineData("gh secret set DEPLOY_TOKEN --body {0}")]
    [InlineData("make && curl -u bob:{0} https://a.example && curl -u bob:x https://b.example")]
    public void Are_seen_among_the_arguments_of_many_tools(string around) => Is_taken_out(around, Made.Password);

    [Theory]
    [InlineData("ALTER USER 'bob'@'%' IDENTIFIED BY '{0}';")]
    [InlineData("CREATE LOGIN bob WITH PASSWORD = N'{0}';")]
    [InlineData("INSERT INTO users (name, password) VALUES ('ann', 'none'), ('bob', '{0}');")]
    [InlineData("jdbc:oracle:thin:app/{0}@//db:1521/XE")]
    [InlineData("let password = String::from(\"{0}\");")]
    [InlineData("password <- \"{0}\"")]
    [InlineData("set -x DB_PASSWORD {0}")]
    [InlineData("JWT_SECRET={0}")]
    [InlineData("app.secret_key = b'{0}'")]
    [InlineData("use the password {0} when asked")]
    [InlineData("std::string password{{\"{0}\"}};")]
    [InlineData("username admin password 0 {0}")]
    [InlineData("app:{0}@tcp(db:3306)/shop")]
    [InlineData("config.password = ENV.fetch('DB_PASSWORD') {{ '{0}' }}")]
    [InlineData("password: get_env(\"DB_PASSWORD\") || \"{0}\"")]
    [InlineData("set :db_password, '{0}'")]
    [InlineData("(setf *password* \"{0}\")")]
    [InlineData("密码：{0}")]
    [InlineData("<property name=\"password\"><value>{0}</value></property>")]
    [InlineData("<Pass encoding=\"plain\">{0}</Pass>")]
    [InlineData("Password reset to: {0}")]
    public void Are_seen_in_the_dialects_of_languages(string around) => Is_taken_out(around, Made.Password);

    [Theory]
    [InlineData("kind: Secret\ndata:\n  username: Ym9i\n  db: {0}\n")]
    [InlineData("data:\n  db: {0}\nkind: Secret\n---\nkind: ConfigMap\ndata:\n  a: bm90IGEgc2VjcmV0IQ==\n")]
    [InlineData("{{\"kind\":\"Secret\",\"data\":{{\"db\":\"{0}\"}}}}")]
    public void Are_all_the_values_of_a_kubernetes_secret(string around) => Is_taken_out(around, Made.Encoded);

    [Theory]
    [InlineData("{{\"kty\":\"oct\",\"kid\":\"a1\",\"k\":\"{0}\"}}")]
    [InlineData("{{\"crv\":\"P-256\",\"d\":\"{0}\",\"x\":\"kbNZ\",\"kty\":\"EC\"}}")]
    public void Are_the_private_members_of_a_key_in_json(string around) => Is_taken_out(around, Made.Drawn);

    [Theory]
    [InlineData("mnemonic: {0}")]
    [InlineData("my wallet's seed phrase is: {0}")]
    [InlineData("Recovery phrase: {0}\nand then go on.")]
    [InlineData("\"mnemonic\": \"{0}\"")]
    public void Are_the_words_of_a_wallet(string around) => Is_taken_out(around, Made.Words);

    [Theory]
    [InlineData("if (\"password\" == type) {")]
    [InlineData("if (password.equals(confirmPassword)) {")]
    [InlineData("expect(password).toBe(confirmation)")]
    [InlineData("requests.get(url, auth=(user, password))")]
    [InlineData("HTTPBasicAuth('user', 'pass')")]
    [InlineData("jwt.verify(token, 'HS256')")]
    [InlineData("sshpass -f pw.txt ssh host")]
    [InlineData("run([\"docker\", \"run\", \"-p\", \"8080:80/tcp\", \"web\"])")]
    [InlineData("auth: ['basic', 'oauth2']")]
    [InlineData("<property name=\"passwordEncoder\" ref=\"bcrypt\"/>")]
    [InlineData("gh pr create --title x --body \"adds the second form\"")]
    [InlineData("the rows are identified by `session` and by 'place'")]
    [InlineData("insert into users (name, password) values ($1, $2)")]
    [InlineData("kind: ConfigMap\ndata:\n  motd: d2VsY29tZSB0byBhY21l")]
    [InlineData("kind: Secret\ndata:\n  tls.crt: d2VsY29tZSB0byBhY21l")]
    [InlineData("{\"kty\":\"RSA\",\"n\":\"wrdT8LyHzx9J640zHKOroz0N7ZbGmcY09W6kWd9v\",\"e\":\"AQAB\"}")]
    [InlineData("the mnemonic for this instruction is add with carry, which is the same as the one above it")]
    [InlineData("\"minipass\": \"npm:^7.1.2\", \"js-tokens\": \"^9.0.1\"")]
    [InlineData("<a href=\"#opt-redis-password\" title=\"#opt-redis-password\">")]
    [InlineData("the password hash is made with pbkdf2_sha256 and password sha512crypt hashes stay")]
    [InlineData("self._password_userdata = userdata")]
    [InlineData("adduser --disabled-password --no-create-home bob")]
    [InlineData("password_encryption = scram-sha-256")]
    public void Are_not_seen_in_what_looks_alike(string text) => Assert.Same(text, SecretScanner.Redact(text));

    private enum Made
    {
        Password,
        Drawn,
        Encoded,
        Words,
    }

    private static void Is_taken_out(string around, Made made)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var planted = new Planted(seed);
            var secret = made switch
            {
                Made.Password => planted.Password(),
                Made.Drawn => planted.Drawn(43),
                Made.Encoded => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(planted.Password())),
                _ => planted.Words(12),
            };
            var text = string.Format(around, secret);

            var clean = SecretScanner.Redact(text);

            Assert.DoesNotContain(secret, clean, StringComparison.Ordinal);
            Assert.Equal(around.Replace("{0}", SecretScanner.Mark, StringComparison.Ordinal), Unformatted(clean));
            Assert.Same(clean, SecretScanner.Redact(clean));
        }
    }

    private static string Unformatted(string clean) =>
        clean.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
