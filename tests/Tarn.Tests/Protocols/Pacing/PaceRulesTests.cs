using Tarn.Protocols.Pacing;
using Xunit;

namespace Tarn.Tests.Protocols.Pacing;

public sealed class PaceRulesTests
{
    [Fact]
    public void Clients_that_came_together_are_not_given_up_together()
    {
        const int Clients = 10_000;
        const int Moments = 100;
        PaceRules rules = new(TimeProvider.System);

        TimeSpan[] times = [.. Enumerable.Range(0, Clients).Select(_ => rules.NextTime())];

        Assert.All(times, time => Assert.InRange(time, PaceRules.TimeMin, PaceRules.TimeMax));
        TimeSpan moment = (PaceRules.TimeMax - PaceRules.TimeMin) / Moments;
        int most = times.GroupBy(time => (int)((time - PaceRules.TimeMin) / moment)).Max(together => together.Count());
        Assert.InRange(most, 1, (Clients / Moments) + 3);
    }
}
