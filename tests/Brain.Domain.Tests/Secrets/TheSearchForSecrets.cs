using System.Text;
using Brain.Messages.Secrets;

namespace Brain.Tests.Secrets;

public sealed class TheSearchForSecrets
{
    private const int Seeds = 400;
    private const int PartsMax = 5;

    // Clean, and of what makes the search look twice: names without values, calls, paths, addresses, hashes.
    private static readonly string[] Clean =
    [
        "The build of 4ceef22 failed: token: string;\n",
        "const x = await read(\"/home/me/site/src/a.ts\", { max_tokens: 4096 });\n",
        "see https://example.org/docs/a-b?page=2 and git@github.com:acme/site.git\n",
        "if (key_header == null) { return $\"{name}: ${{value}}\"; }\n",
        "| id | name |\n|----|------|\n|  1 | ann  |\n",
        "commit 4ceef22a9b0c1d2e3f405162738495a6b7c8d9e0\n",
        "密码 is how one says it, and Kennwort; nothing follows.\n",
    ];

    private static readonly string[] Secret =
    [
        "DB_PASS=Otter4821!lake\n",
        "{\"password\": \"Otter4821!lake\"}\n",
        "curl -u admin:Otter4821lake https://example.com\n",
        "postgres://app:Otter4821lake@db.example.com/shop\n",
        "Authorization: Bearer q7XbT2mLr9Zc4Vn8Kd1Wp6Hs3Jf5Gy\n",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n-----END PRIVATE KEY-----\n",
        "root:$6$abcdefgh$q7XbT2mLr9Zc4Vn8Kd1Wp6Hs3Jf5GyQ7xBt2MlR9zC4vN8kD1wP6hS3jF5gY:19700:0:99999:7:::\n",
        "password123 is fine, but the password is Otter4821!lake\n",
    ];

    [Fact]
    public void Finds_the_same_wherever_it_stands()
    {
        foreach (var planted in Secret)
        {
            var alone = SecretScanner.Find(planted);
            Assert.NotEmpty(alone);
            for (var seed = 0; seed < Seeds / 10; seed++)
            {
                var random = new Random(seed);
                var before = Some(random) + "\n";
                var text = before + planted + "\n" + Some(random);

                var found = SecretScanner.Find(text);

                Assert.Equal(
                    alone.Select(one => text.IndexOf(planted, StringComparison.Ordinal) + one.Start),
                    found.Select(one => one.Start)
                );
                Assert.Equal(
                    alone.Select(one => one.End - one.Start),
                    found.Select(one => one.End - one.Start)
                );
            }
        }
    }

    [Fact]
    public void Finds_nothing_in_text_without_secrets_and_hands_the_same_back()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var text = Some(new(seed));
            Assert.Same(text, SecretScanner.Redact(text));
        }
    }

    [Fact]
    public void Ends_whatever_it_is_given()
    {
        const string marks = "=:\"'`,;()[]{}<>|/\\-_.@#$%&*!?~+ \n\t\r：│";
        for (var seed = 0; seed < Seeds * 5; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder(Some(random));
            for (var part = random.Next(1, 6); part > 0; part--)
                text.Insert(random.Next(text.Length), Secret[random.Next(Secret.Length)]);
            for (var change = random.Next(1, 40); change > 0; change--)
            {
                var at = random.Next(text.Length - 1);
                if (change % 2 == 0)
                    text.Insert(at, marks[random.Next(marks.Length)]);
                else
                    text.Remove(at, 1);
            }

            Assert.All(SecretScanner.Find(text.ToString()), one => Assert.InRange(one.End, one.Start + 1, text.Length));
        }
    }

    // What was looked through is counted, for a clock on a busy machine tells nothing.
    [Theory]
    [InlineData("http cookie file")]
    [InlineData("# http cookie file\n")]
    [InlineData("(token) from stdin;")]
    [InlineData("(token) from stdin;\n")]
    [InlineData("(token,token,token) from stdin;(token) from stdin;\n")]
    [InlineData("copy t (id, token) from stdin;\n1\tfrom stdin; http cookie file\n")]
    public void Looks_through_twice_as_much_of_a_text_twice_as_long(string part)
    {
        var (once, twice) = (Looked(part, 5_000), Looked(part, 10_000));

        Assert.InRange(once, 5_000, 3L * 5_000 * part.Length);
        Assert.InRange(twice, once, 2 * once + 3 * part.Length);
    }

    [Fact]
    public void Goes_on_below_what_it_has_read()
    {
        var planted = new Planted(1);
        var (first, second, cookie) = (planted.Password(), planted.Password(), planted.Drawn(32));
        var notes = new string('x', 3_000);
        var text =
            $"COPY a (id, note, token) FROM stdin;\n1\t{notes}\t{first}\n"
            + $"COPY b (token, id) FROM stdin;\n{second}\t2\n\\.\nfrom stdin;\n"
            + $"the HTTP cookie file:\n{Lines(120)}# Netscape HTTP Cookie File\n{Lines(150)}"
            + $"a.example.com\tTRUE\t/\tTRUE\t0\tid\t{cookie}\n";

        var found = SecretScanner.Find(text).Select(span => text[span.Start..span.End]);

        Assert.Equal([first, second, cookie], found);
    }

    // What is passed over by its first letters is passed over rightly.
    [Fact]
    public void Sees_a_token_of_each_known_prefix()
    {
        foreach (var token in KnownTokens.All)
        {
            var isSeen = Enumerable
                .Range(0, 40)
                .Any(seed =>
                    KnownTokens.At(token.Prefix + Body(token.Of, token.Min + 8, new Random(seed)), 0).End > 0
                );
            Assert.True(isSeen, $"{token.Prefix} ({token.Kind}) is never seen.");
        }
    }

    [Fact]
    public void Knows_the_options_of_each_command()
    {
        foreach (var (options, commands) in CommandOptions.Table)
        {
            foreach (var command in commands)
                Assert.NotNull(CommandOptions.Find(command));
            Assert.NotEmpty(options);
        }

        Assert.Null(CommandOptions.Find("build"));
        Assert.Null(CommandOptions.Find("of"));
    }

    [Fact]
    public void Looks_at_every_name_that_says_something()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var name = Name(random);
            var end = NameStems.EndOfWord(name + " = x", out var hasDigit, out var mayBeName);

            Assert.Equal(name.Length, end);
            Assert.Equal(name.Any(char.IsAsciiDigit), hasDigit);
            Assert.Equal(NameStems.MayBeIn(name), mayBeName);
            if (SecretName.Of(name) != NameKind.None)
                Assert.True(mayBeName, $"{name} is passed over.");
        }
    }

    private static readonly string[] Parts =
    [
        "pass",
        "word",
        "key",
        "api",
        "secret",
        "tok",
        "en",
        "pw",
        "db",
        "user",
        "7",
        "x",
        "auth",
        "Id",
    ];

    private static readonly string[] Joints = ["", "_", "-", ".", "__"];

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("# a\n", count));

    private static long Looked(string part, int times) =>
        AnchoredSecret.Find(string.Concat(Enumerable.Repeat(part, times)), []);

    private static string Some(Random random)
    {
        var text = new StringBuilder();
        for (var part = random.Next(1, 12); part > 0; part--)
            text.Append(Clean[random.Next(Clean.Length)]);
        return text.ToString();
    }

    private static string Body(Alphabet of, int length, Random random)
    {
        var letters = Enumerable.Range('0', 75).Select(c => (char)c).Where(c => Letters.In(c, of & ~Alphabet.Under));
        return new(random.GetItems([.. letters.Where(char.IsLetterOrDigit)], length));
    }

    private static string Name(Random random)
    {
        var name = new StringBuilder();
        for (var part = random.Next(1, PartsMax); part > 0; part--)
            name.Append(Parts[random.Next(Parts.Length)]).Append(Joints[random.Next(Joints.Length)]);
        return name.ToString();
    }
}
