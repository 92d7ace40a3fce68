using Brain.Messages.Secrets;

namespace Brain.Tests.Secrets;

public sealed class ALookAlike
{
    [Theory]
    [InlineData("commit 4ceef22a9b0c1d2e3f405162738495a6b7c8d9e0")]
    [InlineData("session 5c0d8a1e-8a54-4d3f-9d0c-2a3f5d1c7b61 is open")]
    [InlineData("{\"session_id\": \"5c0d8a1e-8a54-4d3f-9d0c-2a3f5d1c7b61\"}")]
    [InlineData("{\"tool_use_id\": \"toolu_01A09q90qw90lq917835lq9a\"}")]
    [InlineData(
        "\"integrity\": \"sha512-q1MDW5ppR0Z7sGH0n7nF0QpZf8wWnOQz1v9m0qk3P4yV8b2cN5xT6dJ7eK9fL1hM0gRsUuWwYyZz==\""
    )]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8v3kXq0b9f2mZ7tL5wYh1oN4cR6dE8gU0iPsA3jKxQ me@laptop")]
    [InlineData("password = get_password()")]
    [InlineData("const token = process.env.API_TOKEN;")]
    [InlineData("token: ${{ secrets.DEPLOY_TOKEN }}")]
    [InlineData("password: os.environ[\"DB_PASSWORD\"],")]
    [InlineData("export API_KEY=$API_KEY")]
    [InlineData("api_key: YOUR_API_KEY")]
    [InlineData("password: <password>")]
    [InlineData("password: ********")]
    [InlineData("token: string;")]
    [InlineData("{\"max_tokens\": 4096, \"tokens_in\": 1200}")]
    [InlineData("public_key = \"9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit\"")]
    [InlineData("The password must be at least 12 characters long.")]
    [InlineData("\"forgotPassword\": \"Forgot your password?\"")]
    [InlineData("if key_header == '-----BEGIN RSA PRIVATE KEY-----': parse(it)")]
    [InlineData("secretName: my-app-tls-cert")]
    [InlineData("docker run -p 8080:80 nginx")]
    [InlineData("Password:\nEnter your password above\n")]
    [InlineData("login at localhost:8080 with user/Account or read docs/Login2Factor.md")]
    [InlineData("net use z: \\\\srv\\share /user:ACME\\bob *")]
    [InlineData("パスワードは12文字以上です")]
    [InlineData("see https://example.org/a:b and http://localhost:5432/x@y")]
    [InlineData("password: $$PASSWORD")]
    [InlineData("<user secret=\"${PASSWORD}\" authorities=\"ROLE_USER2\" />")]
    [InlineData("public sealed class StreamToken : IEquatable2<StreamToken>")]
    [InlineData("example.com/acme/log v0.1.0/go.mod h1:VRRf09a7mHDIRezVKTRCrOq78v577GXq3bSa3EhrzVo=")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")]
    [InlineData("await client.beta.files.download(\"file_011CNha8iCJcU1wXNR6q4V8w\")")]
    [InlineData("SLA Status: PASS (99.965% > 99.9%)")]
    [InlineData("Pass `expected_content_sha256` for a conditional write, and pass DefaultClient2 to it.")]
    [InlineData("\"tokens\": f\"{delta_tokens:+.0f}\"")]
    [InlineData("xargs sudo dpkg -P postgresql15")]
    [InlineData("token = config.token1")]
    [InlineData("encrypt: true, encrypted: 4ceef22a")]
    [InlineData("getpass(prompt='Password: ', stream=None)")]
    public void Stays_as_it_is(string text) => Assert.Same(text, SecretScanner.Redact(text));
}
