namespace Brain.Messages.Secrets;

/// <summary>One vendor's tokens as the vendor or public scanners describe them.</summary>
/// <param name="Prefix">How they begin, case included.</param>
/// <param name="Of">What follows.</param>
/// <param name="Min">The fewest characters that follow.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct KnownToken(string Prefix, Alphabet Of, int Min, string Kind)
{
    /// <summary>What follows is checked by its alphabet and length alone: its look may be that of words.</summary>
    internal bool Sure { get; init; }
}

/// <summary>Tokens that are known by how they begin.</summary>
internal static class KnownTokens
{
    /// <summary>All of them.</summary>
    internal static readonly KnownToken[] All =
    [
        .. Of("github token", Alphabet.Alnum, 36, "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        new("github_pat_", Alphabet.Word, 30, "github token"),
        .. Of(
            "gitlab token",
            Alphabet.Dotted,
            20,
            "glpat-",
            "gldt-",
            "glrt-",
            "glptt-",
            "glft-",
            "glimt-",
            "glagent-",
            "gloas-",
            "glcbt-",
            "glsoat-",
            "glffct-",
            "GR1348941"
        ),
        .. Of("npm token", Alphabet.Alnum, 36, "npm_"),
        .. Of(
            "slack token",
            Alphabet.Dotted,
            10,
            "xoxb-",
            "xoxp-",
            "xoxa-",
            "xoxr-",
            "xoxs-",
            "xoxo-",
            "xoxe-",
            "xoxe.",
            "xoxc-",
            "xoxd-",
            "xapp-"
        ),
        .. Of("stripe key", Alphabet.Alnum, 10, "sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "whsec_"),
        .. Of("aws key id", Alphabet.Alnum, 16, "AKIA", "ASIA", "ABIA", "ACCA"),
        .. Of("vault token", Alphabet.Alnum, 24, "s."),
        new("ABSK", Alphabet.Padded, 60, "aws bedrock key"),
        .. Of("google key", Alphabet.UrlSafe, 33, "AIza"),
        .. Of("google oauth", Alphabet.Dotted, 20, "GOCSPX-", "ya29."),
        .. Of("google oauth", Alphabet.UrlSafe, 28, "1//0"),
        .. Of(
            "ai key",
            Alphabet.UrlSafe,
            20,
            "sk-ant-",
            "sk-proj-",
            "sk-svcacct-",
            "sk-admin-",
            "sk-or-v1-",
            "sk-lf-",
            "sk-",
            "pplx-",
            "xai-",
            "tvly-",
            "nvapi-"
        ),
        .. Of(
            "ai key",
            Alphabet.Word,
            20,
            "gsk_",
            "hf_",
            "r8_",
            "tgp_v1_",
            "fw_",
            "pcsk_",
            "lsv2_pt_",
            "lsv2_sk_",
            "llx-",
            "csk-",
            "esecret_"
        ),
        .. Of("ai key", Alphabet.Alnum, 34, "api_org_"),
        .. Of("ci token", Alphabet.Alnum, 26, "API-", "ico-"),
        .. Of("airtable token", Alphabet.Alnum | Alphabet.Dot, 70, "pat"),
        .. Of("cloud token", Alphabet.Alnum, 38, "4b1d"),
        .. Of("authress key", Alphabet.Any, 70, "authress_", "scauth_"),
        .. Of("aws key id", Alphabet.Alnum, 17, "A3T"),
        .. Of("twilio key", Alphabet.Hex, 32, "SK"),
        .. Of("sendgrid key", Alphabet.Dotted, 40, "SG."),
        .. Of("mail key", Alphabet.Dotted, 32, "key-", "xkeysib-", "xsmtpsib-"),
        .. Of("mail key", Alphabet.UrlSafe, 20, "re_", "md-"),
        .. Of("digitalocean token", Alphabet.Hex, 40, "dop_v1_", "doo_v1_", "dor_v1_"),
        .. Of("databricks token", Alphabet.Hex, 32, "dapi", "dkea"),
        .. Of("databricks token", Alphabet.UrlSafe, 32, "dose"),
        .. Of("vault token", Alphabet.Dotted, 20, "hvs.", "hvb.", "hvr."),
        .. Of("pypi token", Alphabet.UrlSafe, 50, "pypi-AgE", "pypi-"),
        .. Of("nuget key", Alphabet.Alnum, 43, "oy2"),
        .. Of("rubygems key", Alphabet.Hex, 48, "rubygems_"),
        .. Of("crates token", Alphabet.Alnum, 32, "cio"),
        .. Of("docker token", Alphabet.UrlSafe, 20, "dckr_pat_", "dckr_oat_"),
        .. Of("clojars token", Alphabet.Alnum, 50, "CLOJARS_"),
        .. Of("shopify token", Alphabet.Hex, 32, "shpat_", "shpca_", "shppa_", "shpss_", "shptka_"),
        .. Of("square token", Alphabet.UrlSafe, 22, "sq0atp-", "sq0csp-", "sq0idp-", "EAAA"),
        .. Of("sentry token", Alphabet.Any, 32, "sntrys_", "sntryu_", "sntrya_"),
        .. Of(
            "new relic key",
            Alphabet.Alnum,
            19,
            "NRAK-",
            "NRJS-",
            "NRII-",
            "NRIQ-",
            "NRAL-",
            "NRBR-",
            "NRRA-",
            "NRSP-"
        ),
        .. Of("linear key", Alphabet.Alnum, 32, "lin_api_", "lin_oauth_"),
        .. Of("notion token", Alphabet.Alnum, 40, "ntn_", "secret_"),
        .. Of("figma token", Alphabet.UrlSafe, 36, "figd_", "figoh_", "figor_"),
        .. Of("atlassian token", Alphabet.Any, 20, "ATATT3", "ATCTT3", "ATBB", "ATTA", "ATOA", "BBDC-"),
        .. Of("supabase key", Alphabet.UrlSafe, 20, "sbp_", "sb_secret_"),
        .. Of("neon key", Alphabet.Alnum, 32, "napi_"),
        .. Of("planetscale key", Alphabet.Dotted, 30, "pscale_tkn_", "pscale_pw_", "pscale_oauth_", "pscale_"),
        new("AGE-SECRET-KEY-1", Alphabet.Alnum, 30, "age key") { Sure = true },
        new("AGE-SECRET-KEY-PQ-1", Alphabet.Alnum, 30, "age key") { Sure = true },
        .. Of("grafana token", Alphabet.Padded | Alphabet.Under, 32, "glsa_", "glc_", "eyJrIjoi"),
        .. Of("dynatrace token", Alphabet.Dotted, 60, "dt0c01.", "dt0s16.", "dt0s01."),
        .. Of(
            "cloud token",
            Alphabet.Dotted,
            20,
            "nfp_",
            "rnd_",
            "tskey-",
            "fo1_",
            "FlyV1",
            "HRKU-",
            "pul-",
            "tk-us-",
            "akab-",
            "akaa-",
            "NF-",
            "SWMTKN-1-",
            "dp.audit.",
            "cfut_",
            "cfat_",
            "cfk_"
        ),
        .. Of("cloud token", Alphabet.Any, 60, "fm1a_", "fm1r_", "fm2_", "v1.0-"),
        .. Of("cloud token", Alphabet.Alnum, 20, "AKID", "AQVN", "YCAJE"),
        .. Of("cloud token", Alphabet.Alnum, 12, "LTAI"),
        .. Of("nkey seed", Alphabet.Alnum, 54, "SU", "SA", "SO", "SN", "SC"),
        .. Of("twitter token", Alphabet.Alnum | Alphabet.Percent, 60, "AAAAAAAAAAAAAAAAAAAAA"),
        .. Of("gitlab token", Alphabet.UrlSafe, 16, "_gitlab_session="),
        .. Of(
            "ci token",
            Alphabet.Dotted,
            20,
            "bkua_",
            "CCIPAT_",
            "CCIPRJ_",
            "sqp_",
            "squ_",
            "sqa_",
            "sgp_",
            "slk_",
            "dp.pt.",
            "dp.st.",
            "dp.ct.",
            "dp.sa.",
            "dp.scim.",
            "pnu_",
            "pnb_",
            "dbtc_",
            "dbtu_"
        ),
        .. Of(
            "ci token",
            Alphabet.UrlSafe | Alphabet.Base64,
            26,
            "PMAK-",
            "phc_",
            "phx_",
            "phs_",
            "p8e-",
            "fio-u-",
            "rdme_",
            "duffel_live_",
            "duffel_test_",
            "s-s4t2ud-",
            "s-s4t2af-"
        ),
        .. Of("1password token", Alphabet.Padded, 60, "ops_eyJ"),
        .. Of("artifactory key", Alphabet.Alnum, 56, "AKCp", "cmVmd"),
        .. Of("contentful token", Alphabet.UrlSafe, 40, "CFPAT-"),
        .. Of("dropbox token", Alphabet.UrlSafe, 60, "sl.", "sl.u."),
        .. Of("payment key", Alphabet.Alnum, 14, "rzp_live_", "rzp_test_"),
        .. Of(
            "payment key",
            Alphabet.UrlSafe,
            12,
            "FLWSECK_TEST-",
            "FLWSECK-",
            "access_token$production$",
            "access_token$sandbox$"
        ),
        .. Of("payment key", Alphabet.Alnum, 40, "shippo_live_", "shippo_test_", "EZAK", "EZTK"),
        .. Of("plaid token", Alphabet.UrlSafe, 30, "access-sandbox-", "access-development-", "access-production-"),
        .. Of("facebook token", Alphabet.Alnum, 20, "EAACEdEose0cBA"),
        .. Of("facebook token", Alphabet.Alnum, 80, "EAA"),
        .. Of("sourcegraph token", Alphabet.UrlSafe, 40, "sgd_"),
        .. Of("openshift token", Alphabet.UrlSafe, 40, "sha256~"),
        .. Of("hubspot token", Alphabet.UrlSafe, 30, "pat-na1-", "pat-eu1-", "pat-na2-"),
        .. Of("mapbox token", Alphabet.Dotted, 60, "sk.eyJ"),
        .. Of("scaleway key", Alphabet.Alnum, 40, "SCWSECRET"),
        .. Of("extended private key", Alphabet.Alnum, 100, "xprv", "yprv", "zprv", "tprv"),
        .. Of("nostr key", Alphabet.Alnum, 58, "nsec1"),
        .. Of("settlemint token", Alphabet.Alnum, 16, "sm_aat_", "sm_pat_", "sm_sat_"),
        .. Of("packagist token", Alphabet.Hex, 24, "packagist_ack_", "packagist_acs_", "packagist_uut_"),
        .. Of("postman token", Alphabet.Alnum, 26, "PMAT-"),
        .. Of("google key", Alphabet.UrlSafe, 28, "AQ.Ab8"),
        new("1PRK-", Alphabet.UrlSafe, 40, "1password key") { Sure = true },
        .. Of("wakatime key", Alphabet.UrlSafe, 32, "waka_"),
    ];

    private static readonly KnownToken[][] ByFirst = Grouped();

    // Which characters come second behind a first: most words have neither.
    private static readonly UInt128[] Seconds = [.. ByFirst.Select(static tokens => Second(tokens))];

    /// <summary>Two characters that a known token begins with stand at a place: cheap.</summary>
    internal static bool MayBegin(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length
        && (text[at] | text[at + 1]) < 128
        && (Seconds[text[at]] >> text[at + 1] & 1) != UInt128.Zero;

    /// <summary>The known token that begins at a place.</summary>
    /// <returns>Where it ends and what it is; 0 when there is none.</returns>
    internal static (int End, string Kind) At(ReadOnlySpan<char> text, int at)
    {
        // In the middle of base64 anything may stand.
        if (!MayBegin(text, at) || (at > 0 && text[at - 1] == '+'))
            return default;
        foreach (var token in ByFirst[text[at]])
        {
            if (!text[at..].StartsWith(token.Prefix, StringComparison.Ordinal))
                continue;
            var body = at + token.Prefix.Length;
            var end = Letters.While(text, body, token.Of);
            while (end > body && text[end - 1] is '.' or '-')
                end--;
            if (
                end - body < token.Min
                || (end < text.Length && (Letters.IsWord(text[end]) || text[end] == '+'))
                || IsCutShort(text, end)
                || IsFile(text, end)
            )
                continue;
            if (token.Sure || IsDrawn(text[body..end], token.Prefix.Length >= 4) || Checksum.Holds(text[at..end]))
                return (end, token.Kind);
        }

        return default;
    }

    // abcd… and abcd... show the beginning of one that is not shown.
    private static bool IsCutShort(ReadOnlySpan<char> text, int end) =>
        text[end..].StartsWith("...", StringComparison.Ordinal)
        || text[end..].StartsWith("…", StringComparison.Ordinal);

    // ico-5f2a….png is the name of a picture.
    private static bool IsFile(ReadOnlySpan<char> text, int end)
    {
        foreach (var extension in Extensions)
        {
            if (
                text[end..].StartsWith(extension, StringComparison.Ordinal)
                || text[..end].EndsWith(extension, StringComparison.Ordinal)
            )
                return true;
        }

        return false;
    }

    private static readonly string[] Extensions =
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".ico",
        ".css",
        ".js",
        ".map",
        ".html",
        ".woff2",
    ];

    // Not `sk-something-that-people-wrote`, not `ghp_xxxxxxxx`.
    private static bool IsDrawn(ReadOnlySpan<char> body, bool isTelling) =>
        !Placeholder.IsOne(body)
        && !Randomness.IsMonotone(body)
        && (IsOnePiece(body, isTelling) || !Randomness.IsWords(body));

    private static bool IsOnePiece(ReadOnlySpan<char> body, bool isTelling) =>
        !body.ContainsAny('-', '_', '.') && Randomness.Shape.Of(body).Turns >= (isTelling ? 1 : 2);

    private static IEnumerable<KnownToken> Of(string kind, Alphabet of, int min, params string[] prefixes) =>
        prefixes.Select(prefix => new KnownToken(prefix, of, min, kind));

    private static UInt128 Second(KnownToken[] tokens) =>
        tokens.Aggregate(UInt128.Zero, static (all, token) => all | UInt128.One << token.Prefix[1]);

    private static KnownToken[][] Grouped()
    {
        var all = new KnownToken[128][];
        for (var c = 0; c < 128; c++)
            all[c] = [.. All.Where(token => token.Prefix[0] == c).OrderByDescending(token => token.Prefix.Length)];
        return all;
    }
}
