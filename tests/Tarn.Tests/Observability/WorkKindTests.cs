using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tarn.Common;
using Tarn.Observability;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Observability;

public sealed class WorkKindTests
{
    private static readonly WorkKind Work = new(new TelemetrySource("WorkKindTests"), "work", "How long it takes.");

    private readonly ManualTimeProvider _time = new();

    private enum State
    {
        UpToDate,
    }

    [Fact]
    public async Task The_span_and_the_histogram_say_what_it_was_for_and_how_it_ended()
    {
        using RecordedSpans spans = new();
        List<(double Seconds, string Labels)> measured = [];
        using MeterListener listener = Listen(measured);

        await RunAsync(span =>
        {
            span.Tell("rows", 7);
            span.End(State.UpToDate, error: null);
        });

        Activity span = Assert.Single(spans.Named("work"));
        Assert.Equal(("a", 7, "up_to_date"), (span.GetTagItem("for"), span.GetTagItem("rows"), OutcomeOf(span)));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal((1.5, "for=a, tarn.outcome=up_to_date"), Assert.Single(measured));
    }

    [Fact]
    public async Task An_error_is_told_by_its_code_and_not_by_its_text()
    {
        using RecordedSpans spans = new();

        await Assert.ThrowsAsync<TarnException>(
            () => RunAsync(_ => throw new TarnException(ErrorCodes.StorageFull, "no room for 'secret'")));

        Activity span = Assert.Single(spans.Named("work"));
        Assert.Equal(("failed", ErrorCodes.StorageFull), (OutcomeOf(span), span.GetTagItem("error.type")));
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
        Assert.Empty(span.Events);
    }

    [Fact]
    public async Task What_was_cancelled_is_no_error()
    {
        using RecordedSpans spans = new();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => RunAsync(_ => throw new OperationCanceledException()));

        Activity span = Assert.Single(spans.Named("work"));
        Assert.Equal(("cancelled", ActivityStatusCode.Unset), (OutcomeOf(span), span.Status));
    }

    private Task<int> RunAsync(Action<WorkSpan> work) => Work.RunAsync(
        new TagList { { "for", "a" } },
        default,
        _time,
        span =>
        {
            _time.Advance(TimeSpan.FromSeconds(1.5));
            work(span);
            return Task.FromResult(0);
        });

    private static string OutcomeOf(Activity span) => (string)span.GetTagItem("tarn.outcome")!;

    private static MeterListener Listen(List<(double Seconds, string Labels)> measured)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Name: "tarn.work.duration", Unit: "s", Meter.Name: "Tarn.WorkKindTests" })
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, labels, _) => measured.Add(
            (seconds, string.Join(", ", labels.ToArray().Select(label => $"{label.Key}={label.Value}")))));
        listener.Start();
        return listener;
    }
}
