using System.Diagnostics;
using System.Globalization;
using Tarn.Security.Policies;

namespace Tarn.Bench.Serving;

/// <summary>What one decision costs, by the number of statements that a policy has.</summary>
internal static class PolicyBench
{
    private const int Decisions = 20_000;
    private const int Rounds = 9;

    public static Task<BenchTable> RunAsync()
    {
        BenchTable table = new(
            $"Decisions of a policy that is silent, median of {Rounds} rounds of {Decisions}",
            ["statements", "µs per decision"]);
        foreach (int statements in new[] { 1, 10, 100 })
        {
            PolicyDocument policy = PolicyDocument.Parse(Write(statements), PolicyKind.Identity);
            double[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Measure(policy)).Order()];
            table.Add(
                statements.ToString(CultureInfo.InvariantCulture),
                rounds[Rounds / 2].ToString("0.00", CultureInfo.InvariantCulture));
        }

        return Task.FromResult(table);
    }

    /// <summary>Every statement is about the action and has a condition that holds; none is about the object.</summary>
    private static string Write(int statements)
    {
        IEnumerable<string> all = Enumerable.Range(0, statements).Select(number =>
            $$$"""
            {"Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"arn:aws:s3:::raw/*/part-{{{number}}}/*",
             "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"StringLike":{"aws:UserAgent":"*boto*"} } }
            """);
        return $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', all)}}]}""";
    }

    private static double Measure(PolicyDocument policy)
    {
        PolicyRequest request = new()
        {
            Principal = new Principal("arn:aws:iam::000000000000:user/ann", "AIDAEXAMPLE", "ann"),
            Action = "s3:GetObject",
            Resource = "arn:aws:s3:::raw/2026/11/21/part-x/events.json.gz",
            Context = new Dictionary<string, IReadOnlyList<string>>(ConditionKeys.Comparer)
            {
                ["aws:SourceIp"] = ["10.1.2.3"],
                ["aws:UserAgent"] = ["boto3/1.29"],
            },
        };
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < Decisions; i++)
        {
            if (policy.Judge(request) != PolicyVerdict.Silent)
            {
                throw new InvalidOperationException("the policy allows what it should not");
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Decisions;
    }
}
