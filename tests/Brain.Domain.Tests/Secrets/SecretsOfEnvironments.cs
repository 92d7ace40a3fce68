using Brain.Messages.Secrets;

namespace Brain.Tests.Secrets;

/// <summary>Variables as programs, images and services call their own, in <c>.env</c>, YAML, JSON and shells.</summary>
public sealed class SecretsOfEnvironments
{
    private const int Seeds = 12;

    private static readonly string[] Forms =
    [
        "{1}={0}",
        "export {1}='{0}'",
        "      {1}: {0}",
        "  - {1}={0}",
        "\"{1}\": \"{0}\",",
        "docker run -e {1}={0} -p 80:80 acme/shop",
        "env:\n  - name: {1}\n    value: \"{0}\"",
    ];

    // What their names begin with is a verb or a thing elsewhere.
    [Theory]
    [InlineData("CACHE_REDIS_PASSWORD")]
    [InlineData("NEXT_AUTH_SECRET")]
    [InlineData("NEXT_SERVER_ACTIONS_ENCRYPTION_KEY")]
    [InlineData("VAULT_UNSEAL_KEY")]
    [InlineData("AZURE_KEYVAULT_CLIENT_SECRET")]
    [InlineData("ARM_KEY_VAULT_CLIENT_SECRET")]
    [InlineData("READ_API_KEY")]
    [InlineData("READ_REPLICA_PASSWORD")]
    [InlineData("NO_IP_PASSWORD")]
    [InlineData("SYNC_PASSWORD")]
    [InlineData("SYNC_SERVER_SECRET")]
    [InlineData("HASH_SECRET")]
    [InlineData("PAGE_ACCESS_TOKEN")]
    [InlineData("VERIFY_TOKEN")]
    [InlineData("CHECK_MK_PASSWORD")]
    [InlineData("MAKE_API_TOKEN")]
    [InlineData("REMOVE_BG_API_KEY")]
    [InlineData("CREATE_ADMIN_PASSWORD")]
    [InlineData("LOAD_BALANCER_PASSWORD")]
    [InlineData("INPUT_SSH_PASSPHRASE")]
    [InlineData("FETCH_CLIENT_SECRET")]
    [InlineData("cache_redis_password")]
    [InlineData("next_auth_secret")]
    [InlineData("readApiKey")]
    public void Are_seen_whatever_their_name_begins_with(string name)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var made = new Planted(seed);
            foreach (var form in Forms)
            {
                foreach (var secret in (string[])[made.Password(), made.Drawn(32)])
                {
                    var text = string.Format(form, secret, name);
                    Assert.Equal(string.Format(form, SecretScanner.Mark, name), SecretScanner.Redact(text));
                    Assert.Equal(SecretScanner.Mark, SecretScanner.Redact(secret, name));
                }
            }
        }
    }

    [Theory]
    [InlineData("VAULT_SECRET_ID=6a174c20-f6de-a53c-74d2-6018fcceff64")]
    [InlineData("READ_API_KEY=8GQ4Z1XN0T7K2LMP")]
    [InlineData("\"read_api_key\": \"8GQ4Z1XN0T7K2LMP\"")]
    [InlineData("NO_IP_PASSWORD=Winter77lake")]
    [InlineData("      SYNC_PASSWORD: Winter77lake")]
    [InlineData("      POSTGRES_PASSWORD: applesauce")]
    [InlineData("MYSQL_ROOT_PASSWORD: sunflowers")]
    [InlineData("  REDIS_PASSWORD: Sunflowers # in the cluster")]
    [InlineData("password: correcthorsebattery")]
    [InlineData("JWT_SECRET=correct-horse-battery-staple")]
    [InlineData("JWT_SECRET: correct-horse-battery-staple")]
    [InlineData("SESSION_SECRET=blue.otter.lake.rain")]
    [InlineData("export COOKIE_SECRET=blue_otter_lake_rain")]
    [InlineData("KIBANA_PASS=hunter2")]
    [InlineData("pass=hunter2")]
    [InlineData("{\"user\": \"bob\", \"pass\": \"hunter2\"}")]
    [InlineData("createTransport({ auth: { user: 'bob', pass: 'lantern.walrus252' } })")]
    [InlineData("SIM_PIN=4711")]
    [InlineData("\"pin\": \"081512\"")]
    [InlineData("otp: 482913")]
    [InlineData("export PASS=\"hunter2\"")]
    [InlineData("{ \"user\": \"bob\", \"pass\": \"correcthorsebatterystaple\" }")]
    [InlineData("DB_PASSWORD=Winter-20.24")]
    [InlineData("password: \"Summer-2024.\"")]
    [InlineData("ADMIN_PASSWORD=Otter-4.8.21")]
    [InlineData("mysql -u bob -pOtter-4.8.21 shop")]
    [InlineData("CREATE_ADMIN_PASSWORD=Otter-4.8.21")]
    [InlineData("PASS=Winter-20.24")]
    [InlineData("PASS=482913")]
    [InlineData("PASS=\"482913\"")]
    [InlineData("export PASS='correcthorse'")]
    [InlineData("PASS=\"correcthorse\"")]
    [InlineData("PASS=\"p4ssw0rd\"")]
    [InlineData("$pass = 'correcthorse';")]
    [InlineData("$pass = 'passw0rd';")]
    [InlineData("smtp.pass = \"otterlakerain\"")]
    [InlineData("NAS_PASS=\"correcthorse\"")]
    [InlineData("NAS_PASS=\"48213377\"")]
    [InlineData("nas_pass = \"correcthorse\"")]
    [InlineData("mdp = \"bonjourlamer\"")]
    [InlineData("pw = \"otterlakerain\"")]
    [InlineData("createConnection({user: 'root', pass: '123456'})")]
    [InlineData("\"pass\": \"48213377\"")]
    [InlineData("{\"pass\": \"48213377\", \"error\": 0}")]
    [InlineData("{\"psw\": \"48213377\", \"fail\": 0}")]
    [InlineData("MASTER_KEY=correct-horse-battery-staple")]
    [InlineData("DB_TOKEN=qjzv-wkhf-xrbn-ptmc")]
    [InlineData("{\"user\": \"bob\", \"pass\": \"otterlake\"}")]
    [InlineData("{\"pass\": \"otterlake\", \"user\": \"bob\"}")]
    [InlineData("{\n  \"host\": \"mail.example.com\",\n  \"pass\": \"lanterns\"\n}")]
    [InlineData("createTransport({ auth: { user: 'bob', pass: 'lanternwalrus' } })")]
    [InlineData("\"{\\\"user\\\": \\\"bob\\\", \\\"pass\\\": \\\"otterlake\\\"}\"")]
    [InlineData("{ email: \"bob@example.com\", pw: \"otterlake\" }")]
    [InlineData("<smtp user=\"bob\" pass=\"153012\"/>")]
    [InlineData("<item pass=\"153012\"/>")]
    [InlineData("JWT_SECRET=correct-horse-battery-table")]
    [InlineData("SESSION_SECRET=blue.otter.lake.queue")]
    [InlineData("COOKIE_SIGNING_KEY=correct-horse-battery-exchange")]
    public void Are_seen_however_plain_they_are(string text) =>
        Assert.Contains(SecretScanner.Mark, SecretScanner.Redact(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("SMTP_PASS={0}")]
    [InlineData("GMAIL_APP_PASSWORD: {0}")]
    [InlineData("GOOGLE_APP_PASSWORD = {0} # of the printer")]
    [InlineData("the app password is {0}")]
    [InlineData("app password: {0}\nand then go on")]
    [InlineData("password \"{0}\"")]
    public void Are_seen_whole_where_they_are_shown_in_fours(string around)
    {
        foreach (var secret in (string[])["qjzv wkhf xrbn ptmc", "dhxk ovbq aemz gtwj", "bkrf-zsnw-uqlv-hcyx"])
            Assert.Equal(
                string.Format(around, SecretScanner.Mark),
                SecretScanner.Redact(string.Format(around, secret))
            );
    }

    [Theory]
    [InlineData("MAX_TOKENS=4096")]
    [InlineData("SYNC_TOKENS=120000")]
    [InlineData("NO_PASSWORD=1")]
    [InlineData("USE_SECRETS=production")]
    [InlineData("SHOW_PASSWORD=always")]
    [InlineData("CACHE_TOKEN_TTL=86400")]
    [InlineData("NEXT_PUBLIC_ANALYTICS_KEY=q7XbT2mLr9Zc4Vn8Kd1W")]
    [InlineData("KEY_VAULT_SECRET_NAME=shop-password-2")]
    [InlineData("vault_secret_path: kv/data/shop2")]
    [InlineData("\"nextToken\": \"q7XbT2mLr9Zc4Vn8Kd1Wp6Hs3Jf5Gy\"")]
    [InlineData("\"next_page_token\": \"q7XbT2mLr9Zc4Vn8Kd1Wp6Hs3Jf5Gy\"")]
    [InlineData("\"nextSyncToken\": \"q7XbT2mLr9Zc4Vn8Kd1Wp6Hs3Jf5Gy\"")]
    [InlineData("cache_key = \"q7XbT2mLr9Zc4Vn8Kd1Wp6Hs3Jf5Gy\"")]
    [InlineData("RESET_PASSWORD: \"RESET_PASSWORD_2\",")]
    [InlineData("FORGOT_PASSWORD = \"FORGOT_PASSWORD_REQUEST\"")]
    [InlineData("INVALID_PASSWORD: \"auth/wrong-password-2\",")]
    [InlineData("const hashPassword = await bcrypt.hash(password, 12);")]
    [InlineData("fetchToken: fetchToken2,")]
    [InlineData("const getSecret = resolve.secret1;")]
    [InlineData("readPassword(\"Enter the password of box 2: \")")]
    [InlineData("checkPassword: (value) => value.length > 12,")]
    [InlineData("CONFIRM_PASSWORD: Wiederholen")]
    [InlineData("  DB_PASSWORD: dbpass,")]
    [InlineData("  JWT_SECRET: NonEmptyString")]
    [InlineData("  DB_PASSWORD: SecretStr")]
    [InlineData("DB_PASSWORD: string;")]
    [InlineData("    SECRET_KIND_UNSPECIFIED: Unspecified")]
    [InlineData("password: controller")]
    [InlineData("TLS_SECRET=shop-tls-cert")]
    [InlineData("TLS_SECRET=shop-frontend-tls-cert")]
    [InlineData("DB_SECRET=shop-postgres-main-database")]
    [InlineData("DB_SECRET=shop-postgres-main-backup")]
    [InlineData("SHOP_SECRET=staple-battery-horse-shop")]
    [InlineData("RESET_TOKEN=release-2.4.1")]
    [InlineData("ROUTING_KEY=shop.order.item.created")]
    [InlineData("STREAM_KEY=orders-created-events-stream")]
    [InlineData("      STORAGE_KEY: user-panel-layout-state")]
    [InlineData("EMPTY_PASSWORD: erforderlich")]
    [InlineData("  EXPIRED_TOKEN: unauthenticated")]
    [InlineData("  SHORT_PASSWORD: unzureichend")]
    [InlineData("\"password-prompt\": \"1.0.0-beta.2\"")]
    [InlineData("JWT_SECRET=change-this-in-production")]
    [InlineData("AUTH_TOKEN=com.acme.shop.auth")]
    [InlineData("password: must have some text")]
    [InlineData("the password is what most want")]
    public void Are_not_seen_in_what_looks_alike(string text) => Assert.Same(text, SecretScanner.Redact(text));

    // A pin of a board or a package, a pass over a program, tests that pass, a platform: short words for secrets, too.
    [Theory]
    [InlineData("GPIO_InitStruct.Pin = LD2_Pin;")]
    [InlineData("  HAL_GPIO_WritePin(LD2_GPIO_Port, LD2_Pin, GPIO_PIN_SET);")]
    [InlineData("    pin: GPIO16")]
    [InlineData("pin: 8ade135a41bc03ea155e62e844d188df1ea18608")]
    [InlineData("# PASS:  1530")]
    [InlineData("<stat pass=\"153012\" fail=\"3\" skip=\"0\">All</stat>")]
    [InlineData("<stat fail=\"3\" pass=\"153012\">All</stat>")]
    [InlineData("{\"pass\": \"153012\", \"fail\": \"3\"}")]
    [InlineData("{\"total\": 153015, \"pass\": \"153012\"}")]
    [InlineData("PASS=153012\nFAIL=3")]
    [InlineData("{\"user\": \"bob\", \"pass\": \"forward\"}")]
    [InlineData("{\"user\": \"bob\"}, {\"pass\": \"instcombine\"}")]
    [InlineData("{\"pass\": \"instcombine\", \"changed\": true}")]
    [InlineData("{\"user\": \"Benutzer\", \"pass\": \"Kennwort\"}")]
    [InlineData("JWT_SECRET=shop-frontend-jwt-secret")]
    [InlineData("# TOTAL: 1530\n# PASS:  1530\n# SKIP:  0\n# FAIL:  0")]
    [InlineData("{\"pass\": 1530, \"fail\": 2}")]
    [InlineData("pass: 1024")]
    [InlineData("PASS=153012 FAIL=3")]
    [InlineData("{\"pass\": \"98.5%\"}")]
    [InlineData("| pass | fail |\n|---|---|\n| 1530 | 2 |\n")]
    [InlineData("{\"pass\": \"mem2reg\"}")]
    [InlineData("{\"pass\": \"x86-cmov-conversion\"}")]
    [InlineData("{\"pass\": \"loop-unroll-and-jam2\"}")]
    [InlineData("renderPass: \"shadow_map_2\"")]
    [InlineData("renderPass: \"bloom2\",")]
    [InlineData("otp: OTP-26.2.5")]
    [InlineData("renderPass = \"opaqueobjects\"")]
    [InlineData("render_pass = \"bloom2\"")]
    [InlineData("pass = \"forward\"")]
    [InlineData("pass = \"mem2reg\"")]
    [InlineData("pass = \"x86-cmov-conversion\"")]
    [InlineData("low_pass = \"butterworth\"")]
    [InlineData("boarding_pass = \"482913\"")]
    [InlineData("pass_color = \"darkgreen\"")]
    [InlineData("<stat pass=\"1530\" fail=\"2\" skip=\"0\">All</stat>")]
    [InlineData("{\"pass\": \"aggressive-instcombine\"}")]
    [InlineData("PASS = \"Passed\"")]
    [InlineData("PASS=\"\\033[32mPASS\\033[0m\"")]
    [InlineData("PASS=\"all of these tests went well\"")]
    [InlineData("otp = \"OTP-26.2.5\"")]
    [InlineData("otp: \"27.0-rc3\"")]
    [InlineData("otp: ['25.3', '26.2.5', '27.0-rc3']")]
    [InlineData("mdp: GridWorld4x4")]
    [InlineData("PASS_MAX_DAYS\t99999")]
    [InlineData("token: v1.2.3-rc.1")]
    public void Are_not_seen_in_other_things_of_a_short_name(string text) =>
        Assert.Same(text, SecretScanner.Redact(text));

    // {0} is what a person made up.
    [Theory]
    [InlineData("curl -su bob:{0} https://ci.example.com/api/json")]
    [InlineData("curl -ksu bob:{0} https://ci.example.com/api/json")]
    [InlineData("curl -sSLu \"bob:{0}\" https://ci.example.com/api/json")]
    [InlineData("curl -subob:{0} https://ci.example.com/api/json")]
    [InlineData("curl -sU bob:{0} -x proxy:3128 https://ci.example.com")]
    [InlineData("run([\"curl\", \"-fsu\", \"bob:{0}\", \"https://a.example\"])")]
    [InlineData("http -va bob:{0} example.com")]
    [InlineData("ldapsearch -xw {0} -b dc=example")]
    [InlineData("ldapsearch -xLLLw {0} -b dc=example")]
    [InlineData("zip -rP {0} a.zip src")]
    [InlineData("unzip -oP {0} a.zip")]
    [InlineData("smbclient -NU bob%{0} //srv/share")]
    [InlineData("ssh-keygen -qN {0} -f key")]
    [InlineData("sshpass -vp {0} ssh bob@10.1.2.3")]
    [InlineData("useradd -mp {0} bob")]
    [InlineData("htpasswd -b /etc/nginx/.htpasswd bob {0}")]
    [InlineData("htpasswd -bc /etc/nginx/.htpasswd bob {0}")]
    [InlineData("htpasswd -b -B /etc/nginx/.htpasswd bob {0}")]
    [InlineData("htpasswd -B -b .htpasswd bob {0}")]
    [InlineData("htpasswd -c -b .htpasswd bob {0}")]
    [InlineData("htpasswd -C 10 -b .htpasswd bob {0}")]
    [InlineData("htpasswd -bnBC 10 \"\" {0}")]
    [InlineData("htpasswd -nb bob {0}")]
    [InlineData("htpasswd -n -b bob {0}")]
    [InlineData("mosquitto_passwd -b passwords bob {0}")]
    [InlineData("expdp system/{0}@orcl directory=dumps")]
    [InlineData("impdp system/{0} directory=dumps")]
    [InlineData("expdp userid=system/{0}@orcl directory=dumps")]
    [InlineData("rman target sys/{0}@prod")]
    [InlineData("rman target / catalog rman/{0}@cat")]
    [InlineData("sqlldr userid=scott/{0} control=a.ctl")]
    [InlineData("sqlldr scott/{0}@orcl control=a.ctl")]
    [InlineData("sqlplus -S -L app/{0}@db")]
    [InlineData("sqlplus sys/{0} as sysdba")]
    [InlineData("dgmgrl sys/{0}@prod")]
    [InlineData("sqlcmd -S h -U sa -P{0} -Q x")]
    [InlineData("bcp t out f -S h -U sa -P{0}")]
    [InlineData("openssl passwd -6 {0}")]
    [InlineData("openssl passwd -1 -salt ab12 {0}")]
    [InlineData("mkpasswd -m sha-512 {0}")]
    [InlineData("mkpasswd {0}")]
    [InlineData("slappasswd -s {0}")]
    [InlineData("doveadm pw -s SHA512-CRYPT -p {0}")]
    [InlineData("caddy hash-password --plaintext {0}")]
    [InlineData("ejabberdctl register bob example.com {0}")]
    [InlineData("ejabberdctl register bob localhost {0}")]
    [InlineData("ejabberdctl register bob xmpp {0}")]
    [InlineData("openssl passwd -6 {0} > hash")]
    [InlineData("openssl passwd -6 {0} of bob")]
    [InlineData("security unlock-keychain -p {0} login.keychain")]
    [InlineData("security add-generic-password -a bob -s shop -w {0}")]
    [InlineData("security add-generic-password -a bob -s shop -Uw {0}")]
    [InlineData("security -v unlock-keychain -p{0} login.keychain")]
    [InlineData("run([\"security\", \"unlock-keychain\", \"-p\", \"{0}\"])")]
    public void Are_seen_among_arguments_however_options_are_put(string around)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var secret = new Planted(seed).Password();
            Assert.Equal(
                string.Format(around, SecretScanner.Mark),
                SecretScanner.Redact(string.Format(around, secret))
            );
        }
    }

    [Theory]
    [InlineData("curl -sSL https://a.example/b:c -o x2")]
    [InlineData("curl -fsSLO https://a.example/x2.tar.gz")]
    [InlineData("docker run -itp 8080:80 nginx")]
    [InlineData("rsync -avzp project2/ host1:backup2/")]
    [InlineData("unzip -p a.zip notes42.txt")]
    [InlineData("zip -r9 a.zip src42")]
    [InlineData("ldapsearch -xW -b dc=example,dc=org42")]
    [InlineData("htpasswd -B .htpasswd bob42")]
    [InlineData("htpasswd -cB /etc/nginx/.htpasswd bob42")]
    [InlineData("htpasswd -D .htpasswd bob42")]
    [InlineData("rman target / cmdfile=nightly42.rman")]
    [InlineData("expdp and/or impdp take it")]
    [InlineData("sqlldr control/data files are read")]
    [InlineData("the mkpasswd command hashes it")]
    [InlineData("openssl passwd prompts twice")]
    [InlineData("openssl passwd -6 generates a hash")]
    [InlineData("`openssl passwd -6` generates")]
    [InlineData("mkpasswd -m sha-512 produces one")]
    [InlineData("it is about security -performance comes later")]
    [InlineData("think of security -policies and -warnings42")]
    [InlineData("ejabberdctl register creates the account")]
    [InlineData("openssl enc -aes-256-cbc -in notes42.txt")]
    [InlineData("sqlplus /nolog")]
    public void Are_not_seen_among_other_arguments(string text) => Assert.Same(text, SecretScanner.Redact(text));

    [Theory]
    [InlineData("openssl passwd -6 {0}")]
    [InlineData("openssl passwd -6 {0} > hash")]
    [InlineData("mkpasswd -m sha-512 {0}")]
    [InlineData("mkpasswd -m sha-512 {0} ab12cd34")]
    [InlineData("ejabberdctl register bob example.com {0}")]
    [InlineData("ejabberdctl register bob localhost {0}")]
    [InlineData("security unlock-keychain -p {0} login.keychain")]
    public void Are_seen_among_arguments_though_they_are_words(string around) =>
        Assert.Equal(
            string.Format(around, SecretScanner.Mark),
            SecretScanner.Redact(string.Format(around, "correcthorse"))
        );

    [Fact]
    public void Are_seen_behind_a_prefix_that_says_secret_though_they_are_ids()
    {
        var id = Guid.NewGuid();
        var (test, live, personal) = ("sk_" + "test_", "sk_", "pk_" + "4753994_");
        var body = new Planted(3).Drawn(32).ToUpperInvariant();

        Assert.Equal(
            $"new CheckoutApi(\"{SecretScanner.Mark}\")",
            SecretScanner.Redact($"new CheckoutApi(\"{test}{id}\")")
        );
        Assert.Equal($"with {SecretScanner.Mark}", SecretScanner.Redact($"with {live}{id}"));
        Assert.Equal($"with {SecretScanner.Mark}", SecretScanner.Redact($"with {personal}{body}"));
        foreach (var known in (string[])[$"pk_{test[3..]}{id}", $"tls-secret-{id}", $"order_{id}", $"secret_id_{id}"])
            Assert.Equal(known, SecretScanner.Redact(known));
    }
}
