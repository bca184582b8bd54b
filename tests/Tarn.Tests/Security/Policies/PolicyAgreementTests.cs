using System.Globalization;
using Tarn.Security.Policies;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Security.Policies;

/// <summary>Two evaluators that were written apart say the same. <c>TARN_POLICIES=100000</c> asks for more.</summary>
public sealed class PolicyAgreementTests
{
    private const int RequestsOfEach = 3;

    [Fact]
    public void Random_policies_are_judged_the_same_by_both()
    {
        int count = int.Parse(
            Environment.GetEnvironmentVariable("TARN_POLICIES") ?? "4000", CultureInfo.InvariantCulture);
        int seed = TestSeed.Read();
        RandomPolicies policies = new(new Random(seed));
        Dictionary<PolicyVerdict, int> seen = [];
        for (int i = 0; i < count; i++)
        {
            (string text, PolicyKind kind) = policies.NextPolicy();
            PolicyDocument policy = PolicyDocument.Parse(text, kind, "raw");
            for (int j = 0; j < RequestsOfEach; j++)
            {
                PolicyRequest request = policies.NextRequest();
                PolicyVerdict expected = NaivePolicy.Judge(text, request);
                seen[expected] = seen.GetValueOrDefault(expected) + 1;
                Assert.True(
                    expected == policy.Judge(request),
                    $"seed {seed}: expected {expected} of {text}\n{request}\n{TextOf(request)}");
            }
        }

        // Policies that never meet their requests would prove nothing.
        Assert.All(
            Enum.GetValues<PolicyVerdict>(), verdict => Assert.True(seen[verdict] > count / 10, $"{verdict} is rare"));
    }

    private static string TextOf(PolicyRequest request) =>
        string.Join(' ', request.Context.Select(pair => $"{pair.Key}={string.Join('|', pair.Value)}"));
}
