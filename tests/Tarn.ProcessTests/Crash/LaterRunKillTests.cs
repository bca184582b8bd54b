using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>Of runs that add to tables and replace rows in them.</summary>
public sealed class LaterRunKillTests(UndisturbedRun.Later run) : KillTests(run), IClassFixture<UndisturbedRun.Later>
{
    protected override int RandomKills { get; } = LongTests.Choose(shortly: 4, atLength: 10);

    public static TheoryData<string> Places() => [.. Steps()];

    [Theory]
    [MemberData(nameof(Places))]
    public Task A_run_killed_at_a_named_step_and_run_again_ends_like_an_undisturbed_one(string step) =>
        KillAtAsync(step);
}
