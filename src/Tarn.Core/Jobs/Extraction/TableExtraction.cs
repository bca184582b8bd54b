using Tarn.Common;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>Reads one table of a source and publishes it: the rows and the bookmark in one go, or nothing.</summary>
internal sealed class TableExtraction(
    StepServices services, ISourceReading reading, ExtractionPlan plan, string runId)
{
    private SourceStep Step => plan.Step;

    /// <exception cref="TarnException">It failed; the table and the bookmark are as they were.</exception>
    public async Task<StepReport> RunAsync(
        StepReport step, Action<double, string> report, CancellationToken cancellationToken)
    {
        string scratch = Path.Combine(services.ScratchDirectory, services.IdSource.NextId());
        using OutputDirectory extracted = new($"{scratch}-in");
        report(0, "extracting");
        SourceExtraction extraction = await reading.ExtractAsync(
            Step.Table, plan.Since, extracted.Path, new Reported(report), cancellationToken);
        step = step with
        {
            Notes = [.. plan.Notes, .. extraction.Notes],
            Warnings = extraction.Warnings,
            RowsIn = extraction.Rows,
        };
        if (!ExtractionModel.IsWhole(plan, extraction) && extraction.Rows == 0 && extraction.KeyFiles is null)
        {
            return await NoteAsync(step, extraction, cancellationToken);
        }

        report(100, "writing");
        using OutputDirectory written = new($"{scratch}-out");
        await using TableScope scope = await TableScope.OpenAsync(
            services.Instance, services.Catalog, scratch, cancellationToken);
        ExtractionOutput output = await new ExtractionWriter(services, scope, extraction, runId, written.Path)
            .WriteAsync(plan, cancellationToken);
        step = step with { Notes = [.. step.Notes, .. output.Notes] };
        if (output.IsEmpty)
        {
            return await NoteAsync(step, extraction, cancellationToken);
        }

        report(100, "committing");
        cancellationToken.ThrowIfCancellationRequested();
        Publication published = await PublishAsync(output, extraction, [extracted, written], cancellationToken);
        IReadOnlyList<string> joined = await JoinAsync(output, written.Path, cancellationToken);
        return step with
        {
            State = RunState.Succeeded,
            Checks = output.Output.Checks,
            RowsIn = output.Output.RowsIn,
            RowsOut = output.Output.RowsOut,
            RowsDeleted = output.Output.RowsDeleted,
            OutputFiles = output.Output.Written.Count,
            OutputBytes = output.Output.Written.Sum(file => file.File.SizeBytes),
            Version = published.Version,
            Notes = [.. step.Notes, .. joined],
            Warnings = [.. step.Warnings, .. published.Warnings, .. await ConfirmAsync(extraction)],
        };
    }

    /// <summary>Nothing was new: only what is known of the source moves on.</summary>
    private async Task<StepReport> NoteAsync(
        StepReport step, SourceExtraction extraction, CancellationToken cancellationToken)
    {
        await services.Bookmarks.WriteAsync(
            Step.Into, plan.Current! with { Source = MarkOf(extraction) }, cancellationToken);
        return step with
        {
            State = RunState.UpToDate,
            Version = plan.Target!.Version,
            Warnings = [.. step.Warnings, .. await ConfirmAsync(extraction)],
        };
    }

    private async Task<Publication> PublishAsync(
        ExtractionOutput output,
        SourceExtraction extraction,
        IReadOnlyList<OutputDirectory> directories,
        CancellationToken cancellationToken)
    {
        StepCommits commits = new(services, output.Model, output.Plan, runId);
        AppTransaction transaction = commits.NextTransaction;
        Intent intent = new()
        {
            Model = Step.Into.ToString(),
            RunId = runId,
            Commits = await commits.OfAsync(output.Output, transaction, cancellationToken),
            Next = new Bookmark
            {
                Version = transaction.Version,
                Fingerprint = plan.DefinitionHash,
                DefinitionHash = plan.DefinitionHash,
                Source = MarkOf(extraction),
                SettledAt = services.TimeProvider.GetUtcNow(),
                RunId = runId,
            }.After(plan.Current),
        };
        foreach (OutputDirectory directory in directories)
        {
            directory.Keep();
        }

        Publication publication = await services.Publisher.PublishAsync(intent);
        foreach (OutputDirectory directory in directories)
        {
            directory.Release();
        }

        return publication;
    }

    private SourceMark MarkOf(SourceExtraction extraction) => new()
    {
        Source = Step.Source.Name,
        Table = Step.Table.Name,
        Position = extraction.Next?.Value,
        AsOf = extraction.AsOf,
    };

    /// <summary>
    /// Models that read a table file by file would read it all again when its files are joined, so that is done only
    /// where they do so anyway.
    /// </summary>
    private async Task<IReadOnlyList<string>> JoinAsync(
        ExtractionOutput output, string directory, CancellationToken cancellationToken) =>
        Step.Table.Strategy == SourceStrategy.Merge
            ? await new StepCompaction(services, directory).RunAsync(Step.Into, output.Output, cancellationToken)
            : [];

    /// <summary>What it cannot be told now it is told next time; the rows are safe.</summary>
    private async Task<IReadOnlyList<string>> ConfirmAsync(SourceExtraction extraction)
    {
        if (extraction.Next is not { } position)
        {
            return [];
        }

        try
        {
            await reading.ConfirmAsync(Step.Table, position, CancellationToken.None);
            return [];
        }
        catch (TarnException exception)
        {
            return [$"{Step.Origin} could not be told what was read: {exception.Message}"];
        }
    }

    private sealed class Reported(Action<double, string> report) : IProgress<SourceProgress>
    {
        private const double PercentMax = 99;

        public void Report(SourceProgress value)
        {
            double percent = value.RowsExpected is > 0 and { } expected
                ? Math.Min(PercentMax, value.Rows * 100.0 / expected)
                : 0;
            report(percent, $"extracting, {value.Rows:N0} rows");
        }
    }
}
