using Tarn.Common;
using Tarn.Flows.Scheduling;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows.Scheduling;

/// <summary>A scheduler whose clock the test moves, and which can be killed and begun again.</summary>
internal sealed class SchedulerRig : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private FlowScheduler? _scheduler;

    public SchedulerRig() => Starter = new FakeStarter(Clock);

    public ManualTimeProvider Clock { get; } = new();

    public FakeItems Items { get; } = new();

    public FakeStarter Starter { get; }

    public List<TarnException> Failures { get; } = [];

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Put(string name, string expression, string timeZone = "UTC") =>
        Items.Put(name, expression, timeZone, missed: null, since: null);

    /// <summary>The process ends, and nothing runs until the next turn.</summary>
    public async Task KillAsync()
    {
        if (_scheduler is not null)
        {
            await _scheduler.DisposeAsync();
            _scheduler = null;
        }
    }

    /// <summary>Looks once; a process that is not there is begun.</summary>
    public async Task<DateTimeOffset> TurnAsync()
    {
        _scheduler ??= await FlowScheduler.OpenAsync(
            new SchedulerParts
            {
                Items = Items,
                Starter = Starter,
                Documents = new DocumentStore(_directory.Path, _ids),
                LedgerPath = Path.Join(_directory.Path, "flows", "ledger.log"),
                Failed = Failures.Add,
                TimeProvider = Clock,
                IdSource = _ids,
            },
            Token);
        try
        {
            return await _scheduler.TurnAsync(Token);
        }
        catch (KilledException)
        {
            await KillAsync();
            return Now;
        }
    }

    /// <summary>Sleeps and looks until the time is over; sleeps that nothing ends are taken in one.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        DateTimeOffset end = Now + time;
        while (true)
        {
            DateTimeOffset next = await TurnAsync();
            if (Now >= end)
            {
                return;
            }

            TimeSpan sleep = (next < end ? next : end) - Now;
            Clock.Advance(sleep);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Dispose();
    }
}
