using System.Collections.Frozen;

namespace Brain.Domain.Text;

/// <summary>
/// Words that belong together though they share no letter, such as login and cookie. A line is a field; a word may
/// stand in several. General knowledge, not the vocabulary of any project: that is learned from the session's own
/// turns.
/// </summary>
internal static class TopicWords
{
    /// <summary>The matters of private life, which few repositories are about.</summary>
    public const ulong Life = 1;

    private const string Lines = """
        recipe cook cooking dinner lunch breakfast restaurant meal vegetarian vegan bake cake bread lasagne pasta wine beer birthday party wedding anniversary gift present guest family wife husband daughter son kid child children grandma grandpa oma mother father friend girlfriend boyfriend baby holiday vacation travel trip flight hotel beach hike hiking tent camping mountain football soccer tennis basketball match olympics election politics president parliament mortgage loan landlord rent apartment flat house bathroom kitchen heating furniture garden plant doctor dentist diet fitness workout yoga sleep homework school exam essay poem poetry story novel fairy dragon song lyrics guitar piano movie film actor cinema weather dog cat pet horse bike bicycle laptop phone television wifi upstairs insurance pension salary job interview resume curriculum career hire hiring letter speech joke horoscope
        login logout signin signup sign auth authentication authorization authorize session cookie token jwt oauth sso saml password credential permission role account identity captcha mfa otp log logged expire csrf
        database db sql postgres postgresql mysql sqlite mongo query table column row index migration schema transaction partition vacuum replica replication wal psql orm join trigram deadlock lock
        css style stylesheet theme color colour font layout page button sidebar footer header navbar navigation menu icon logo palette design hero gradient carousel animation responsive html landing contrast dark light mode tooltip widget dialog modal form ui ux component
        react vue angular svelte webpack vite esbuild bundle bundler babel typescript javascript frontend dom hook redux lint eslint prettier minify
        docker dockerfile container image kubernetes k8s pod ingress helm registry alpine compose deploy deployment cluster node
        terraform ansible vpc subnet aws azure gcp cloud lambda infra infrastructure provision bastion s3 iam
        ci pipeline workflow runner job artifact action jenkins build cache
        server nginx proxy http https gateway tls ssl certificate cert dns certbot letsencrypt domain port firewall network timeout
        pay payment invoice billing bill stripe checkout cart price pricing coupon discount refund order subscription tax vat currency total customer shop product cent rounding
        mail email smtp mailer newsletter template notification notify push sms message reminder inbox
        game player enemy boss wave level score leaderboard snake sprite sound audio weapon health spawn spawner physics unity engine difficulty
        csv pandas dataframe dataset notebook plot chart column import export encoding utf umlaut duplicate merge sensor outlier interpolate clean parse spreadsheet excel
        train training model classifier regression forecast neural gradient boosting label recall precision feature epoch overfit predict prediction fold confusion accuracy ml embedding tensor
        docs documentation guide manual readme tutorial chapter screenshot paragraph glossary prose
        test unit coverage mock assert assertion pytest jest rspec flaky fixture spec suite branch
        memory leak heap buffer allocation gc garbage snapshot profile profiler cpu performance latency speed fast slow benchmark p95 cold start throughput optimise optimize lazy
        cache redis memcached ttl invalidate eviction cdn
        queue job worker retry backoff back dead poison cron schedule scheduler background task exponential jitter
        event append stream snapshot concurrency race optimistic lock version aggregate
        api endpoint rest graphql route router controller request response serializer pagination cursor offset limit query param
        search facet ranking relevance elastic autocomplete fulltext
        parser lexer grammar token ast syntax compiler interpreter
        pdf print export render template invoice document
        date time zone timezone calendar moment clock duration hour schedule invite
        image photo picture resize resizer thumbnail webp jpeg png crop sharp media video upload camera
        backup restore snapshot restic disk log monitoring alert grafana prometheus metric dashboard
        android ios mobile swift kotlin tablet camera
        keyboard focus accessibility aria screen reader escape key tab combobox combo box option listbox dropdown
        chat websocket socket message mention room avatar
        upgrade nullable compiler sdk runtime framework deprecated dependency warning
        legal terms privacy policy license gdpr
        translate translation locale localisation localization i18n language
        bash zsh vim nvim dotfile editor terminal bashrc zshrc
        """;

    private static readonly FrozenDictionary<string, ulong> OfTerm = Lines
        .Split('\n')
        .SelectMany(
            (line, place) =>
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => (Term: Tokenizer.Stem(word.Trim()), Bit: 1UL << place))
        )
        .GroupBy(entry => entry.Term, StringComparer.Ordinal)
        .ToFrozenDictionary(
            entries => entries.Key,
            entries => entries.Aggregate(0UL, (bits, entry) => bits | entry.Bit),
            StringComparer.Ordinal
        );

    /// <summary>The fields of a term as bits; 0 for none.</summary>
    public static ulong Of(string term) => OfTerm.GetValueOrDefault(term);
}
