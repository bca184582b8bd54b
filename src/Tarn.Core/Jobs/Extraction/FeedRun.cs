using Tarn.Common;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Feeds;
using Tarn.Sources.Reading;
using Tarn.Storage;

namespace Tarn.Jobs.Extraction;

/// <summary>The part of a run that fetches one feed: its objects first, then its bookmark.</summary>
internal sealed class FeedRun(StepServices services, Buckets buckets, IReadOnlyList<IFeedReader> readers, string runId)
{
    /// <summary>Always returns; what went wrong is in the report, and then the bookmark stays.</summary>
    public async Task<StepReport> RunAsync(
        FeedStep step, bool fullRefresh, Action<double, string> report, CancellationToken cancellationToken)
    {
        long started = services.TimeProvider.GetTimestamp();
        StepReport told = new()
        {
            Table = step.Name.ToString(),
            Job = step.Source.Name,
            Source = step.Origin,
            State = RunState.Running,
        };
        try
        {
            told = await FetchAsync(told, step, fullRefresh, report, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            told = told with { State = RunState.Cancelled };
        }
        catch (TarnException exception)
        {
            told = told with
            {
                State = RunState.Failed,
                ErrorCode = exception.Code,
                Error = exception.Message,
                Hint = exception.Hint,
                ErrorLocation = step.Feed.Place.ToString(),
            };
        }

        return told with { Seconds = services.TimeProvider.GetElapsedTime(started).TotalSeconds };
    }

    private async Task<StepReport> FetchAsync(
        StepReport told,
        FeedStep step,
        bool fullRefresh,
        Action<double, string> report,
        CancellationToken cancellationToken)
    {
        report(0, "fetching");
        Bookmark? current = await services.Bookmarks.ReadAsync(step.Name, cancellationToken);
        Bookmark? known = fullRefresh ? null : current;
        using OutputDirectory scratch = new(
            Path.Combine(services.ScratchDirectory, services.IdSource.NextId()));
        FeedSink sink = new(
            step.Source.Name, step.Feed, buckets, scratch.Path, services.TimeProvider, services.IdSource);
        DateTimeOffset asOf = services.TimeProvider.GetUtcNow();
        FeedResult result = await ReaderOf(step).ReadAsync(
            new FeedRequest
            {
                Source = step.Source,
                Feed = step.Feed,
                Since = known?.Source?.ReadUpTo,
                Known = (known?.Consumed ?? []).ToDictionary(
                    file => file.Key, file => new FeedFile(file.Key, file.SizeBytes, file.ETag)),
            },
            sink,
            new Reported(report),
            cancellationToken);
        await services.Bookmarks.WriteAsync(step.Name, Next(step, current, result, asOf), CancellationToken.None);
        string[] again = sink.Known == 0 ? [] : [$"{sink.Known} contents were there already"];
        return told with
        {
            State = sink.Stored == 0 ? RunState.UpToDate : RunState.Succeeded,
            RowsIn = result.Records,
            RowsOut = result.Records,
            OutputFiles = sink.Stored,
            OutputBytes = sink.StoredBytes,
            Notes = [.. result.Notes, .. again],
        };
    }

    /// <summary>A fetch that found nothing else than before says only when that was.</summary>
    private Bookmark Next(FeedStep step, Bookmark? current, FeedResult result, DateTimeOffset asOf)
    {
        SourceMark mark = new()
        {
            Source = step.Source.Name,
            Table = step.Feed.Name,
            Position = result.Next?.Value,
            AsOf = asOf,
        };
        long version = (current?.Version ?? 0) + 1;
        Dictionary<string, InputFile> before = (current?.Consumed ?? []).ToDictionary(file => file.Key);
        InputFile[] files =
        [
            .. result.Files.Select(file => new InputFile(file.Name, file.SizeBytes, file.Tag))
                .Select(file => before.GetValueOrDefault(file.Key) is { } known && known.ETag == file.ETag
                    ? known
                    : file with { Since = version }),
        ];
        if (current is not null && current.Source?.ReadUpTo == result.Next && files.SequenceEqual(current.Consumed))
        {
            return current with { Source = mark };
        }

        return new Bookmark
        {
            Version = version,
            Fingerprint = "",
            DefinitionHash = "",
            Consumed = files,
            Source = mark,
            SettledAt = services.TimeProvider.GetUtcNow(),
            RunId = runId,
        }.After(current);
    }

    private IFeedReader ReaderOf(FeedStep step) =>
        readers.FirstOrDefault(reader => reader.Reads(step.Source))
        ?? throw new InvalidOperationException($"nobody fetches from {step.Source.GetType().Name}");

    private sealed class Reported(Action<double, string> report) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value) => report(0, $"fetching, {value.Rows:N0} so far");
    }
}
