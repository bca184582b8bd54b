using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Security.Policies;

namespace Tarn.Tests.Security.Policies;

/// <summary>Makes policies and requests out of few words, so that they often meet.</summary>
internal sealed class RandomPolicies(Random random)
{
    private static readonly string[] Actions =
    [
        "s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:*", "s3:*Object", "S3:?etobject", "*", "s3:G*t*", "s3:**t",
    ];

    private static readonly string[] Paths =
        ["", "/", "/*", "/a", "/a/b", "/a*", "/?", "/*/b", "/${aws:username}/*", "/a*b*", "*", "/${s3:prefix, 'a'}"];

    private static readonly string[] Objects = ["", "/", "/a", "/a/b", "/b", "/bob/a", "/aXbYb", "/a b", "/*", "/ann/"];

    private static readonly string[] Names =
    [
        "*", "000000000000", "111111111111", "arn:aws:iam::000000000000:root", "arn:aws:iam::000000000000:user/bob",
        "arn:aws:iam::000000000000:user/ann", "AIDAAAAAAAAAAAAAAABOB",
    ];

    private static readonly Principal[] Principals =
    [
        Principal.Root,
        new("arn:aws:iam::000000000000:user/bob", "AIDAAAAAAAAAAAAAAABOB", "bob"),
        new("arn:aws:iam::000000000000:user/ann", "AIDAAAAAAAAAAAAAAAANN", "ann"),
    ];

    private static readonly (string[] Operators, string[] Keys, string[] Expected, string[] Values)[] Conditions =
    [
        (
            ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"],
            ["s3:prefix", "aws:username", "s3:RequestObjectTagKeys"],
            ["a", "A", "a*", "?b", "", "${aws:username}", "bob", "*"],
            ["a", "ab", "", "bob", "A"]),
        (
            [
                "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
                "NumericGreaterThanEquals",
            ],
            ["s3:max-keys"],
            ["1", "10", "-5", "2.50"],
            ["1", "10.0", "2.5", "11", "many"]),
        (
            ["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"],
            ["aws:CurrentTime"],
            ["2026-01-01", "2026-01-01T00:00:00Z", "1767225600", "2025-06-01T12:00:00+02:00"],
            ["2026-01-01T00:00:00Z", "2025-06-01T10:00:00Z", "2027-01-01T00:00:00Z"]),
        (["Bool", "Null"], ["aws:SecureTransport"], ["true", "false", "True"], ["true", "false"]),
        (
            ["IpAddress", "NotIpAddress"],
            ["aws:SourceIp"],
            ["10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "2001:db8::/33", "10.0.0.6/31", "::1"],
            ["10.0.0.7", "10.1.2.3", "11.0.0.1", "2001:db8::1", "2001:db8:8000::1", "::1"]),
        (
            ["ArnLike", "ArnNotEquals", "ArnEquals", "ArnNotLike"],
            ["aws:PrincipalArn"],
            ["arn:aws:iam::*:user/*", "arn:aws:iam::000000000000:root", "arn:*:iam::0*:user/b?b", "*:*:*:*:*:*"],
            ["arn:aws:iam::000000000000:root", "arn:aws:iam::000000000000:user/bob", "bob"]),
    ];

    public (string Policy, PolicyKind Kind) NextPolicy()
    {
        PolicyKind kind = OneIn(2) ? PolicyKind.Bucket : PolicyKind.Identity;
        JsonArray statements = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => NextStatement(kind))];
        JsonObject policy = new()
        {
            ["Version"] = OneIn(6) ? "2008-10-17" : "2012-10-17",
            ["Statement"] = statements,
        };
        return (policy.ToJsonString(), kind);
    }

    public PolicyRequest NextRequest()
    {
        Dictionary<string, IReadOnlyList<string>> context = new(ConditionKeys.Comparer);
        foreach ((_, string[] keys, _, string[] values) in Conditions)
        {
            foreach (string key in keys.Where(_ => !OneIn(3)))
            {
                context[key] = key.EndsWith("Keys", StringComparison.Ordinal) ? Some(values) : [Pick(values)];
            }
        }

        return new PolicyRequest
        {
            Principal = Pick(Principals),
            Action = Pick(["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject"]),
            Resource = OneIn(8) ? null : "arn:aws:s3:::raw" + Pick(Objects),
            Context = context,
        };
    }

    private JsonObject NextStatement(PolicyKind kind)
    {
        JsonObject statement = new() { ["Effect"] = OneIn(3) ? "Deny" : "Allow" };
        statement[OneIn(5) ? "NotAction" : "Action"] = List(Some(Actions));
        string bucket = kind == PolicyKind.Bucket || OneIn(2) ? "raw" : "*";
        string[] paths = [.. Some(Paths).Select(path => $"arn:aws:s3:::{bucket}{path}")];
        statement[OneIn(5) ? "NotResource" : "Resource"] =
            kind == PolicyKind.Identity && OneIn(4) ? "*" : List(paths);
        if (kind == PolicyKind.Bucket)
        {
            statement[OneIn(5) ? "NotPrincipal" : "Principal"] =
                OneIn(3) ? "*" : new JsonObject { ["AWS"] = List(Some(Names)) };
        }

        JsonObject conditions = [];
        for (int i = random.Next(3); i > 0; i--)
        {
            (string[] operators, string[] keys, string[] expected, _) = Pick(Conditions);
            conditions[NextOperator(Pick(operators))] = new JsonObject { [Pick(keys)] = List(Some(expected)) };
        }

        if (conditions.Count > 0)
        {
            statement["Condition"] = conditions;
        }

        return statement;
    }

    private string NextOperator(string name) => name == "Null" ? name
        : (OneIn(6) ? "ForAllValues:" : OneIn(6) ? "ForAnyValue:" : "") + name + (OneIn(5) ? "IfExists" : "");

    private static JsonNode List(string[] texts) =>
        texts.Length == 1 ? texts[0] : JsonSerializer.SerializeToNode(texts)!;

    private string[] Some(string[] all) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(all)).Distinct()];

    private T Pick<T>(T[] all) => all[random.Next(all.Length)];

    private bool OneIn(int count) => random.Next(count) == 0;
}
