using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>Of runs that make every table.</summary>
public sealed class FirstRunKillTests(UndisturbedRun.First run) : KillTests(run), IClassFixture<UndisturbedRun.First>
{
    protected override int RandomKills { get; } = LongTests.Choose(shortly: 8, atLength: 25);

    /// <summary>The second hit of a step falls into another table.</summary>
    public static TheoryData<string> Places() => [.. Steps().SelectMany(name => new[] { name, $"{name}:2" })];

    [Theory]
    [MemberData(nameof(Places))]
    public Task A_run_killed_at_a_named_step_and_run_again_ends_like_an_undisturbed_one(string step) =>
        KillAtAsync(step);
}
