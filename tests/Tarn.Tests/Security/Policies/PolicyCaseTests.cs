using Xunit;

namespace Tarn.Tests.Security.Policies;

/// <summary>The table of what policies say, as AWS's documentation has it.</summary>
public sealed class PolicyCaseTests
{
    private const int CasesMin = 300;

    [Fact]
    public void Every_case_of_the_table_is_judged_as_it_says()
    {
        PolicyCase[] cases = [.. PolicyCase.ReadAll()];

        Assert.True(cases.Length >= CasesMin);
        Assert.Equal(
            cases.Select(one => $"{one} {one.Expected}"), cases.Select(one => $"{one} {one.Judge()}"));
    }

    [Fact]
    public void The_second_evaluator_says_the_same_of_the_table()
    {
        PolicyCase[] cases = [.. PolicyCase.ReadAll()];

        Assert.Equal(
            cases.Select(one => $"{one} {one.Expected}"),
            cases.Select(one => $"{one} {NaivePolicy.Judge(one.Policy, one.Request)}"));
    }
}
