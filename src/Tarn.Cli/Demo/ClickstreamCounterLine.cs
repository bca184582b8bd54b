using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Streams;

namespace Tarn.Cli.Demo;

/// <summary>
/// What becomes of the events, every second: a line that changes on a terminal, a line every five seconds elsewhere.
/// </summary>
internal sealed class ClickstreamCounterLine : IAsyncDisposable
{
    private const string Erase = "\r\e[K";
    private const int PlainStepSeconds = 5;

    private readonly CommandContext _context;
    private readonly LakeHost _lake;
    private readonly ClickSender _sender;
    private readonly StreamService _streams;
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _moves;
    private readonly Task _running;

    public ClickstreamCounterLine(
        CommandContext context, LakeHost lake, ClickSender sender, StreamService streams)
    {
        _context = context;
        _lake = lake;
        _sender = sender;
        _streams = streams;
        _moves = context.Terminal.IsErrorTerminal && !context.Settings.IsPlain;
        _running = context.Settings.IsQuiet ? Task.CompletedTask : RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (_moves)
        {
            _context.Terminal.Error.Write(Erase);
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan step = TimeSpan.FromSeconds(_moves ? 1 : PlainStepSeconds);
        using PeriodicTimer timer = new(step, _context.Services.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await ShowAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // All events are sent.
        }
        catch (TarnException) when (_stop.IsCancellationRequested)
        {
            // A count was interrupted.
        }
    }

    private async Task ShowAsync()
    {
        StreamStatus status = _streams.StatusOf("clicks");
        long rows = await ClickRows.OfEventsAsync(_lake, _stop.Token);
        string text = $"{ValueText.Count(_sender.Acknowledged)} acknowledged, "
            + $"{ValueText.Count(status.DeliveredRecords)} delivered in "
            + $"{ValueText.Count(status.DeliveredObjects)} objects, {ValueText.Count(rows)} rows";
        _context.Terminal.Error.Write(_moves ? Erase + text : text + Environment.NewLine);
        await _context.Terminal.Error.FlushAsync(_stop.Token);
    }
}
