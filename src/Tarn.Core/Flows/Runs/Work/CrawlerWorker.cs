using System.Globalization;
using Tarn.Crawlers.Background;
using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>Runs crawlers. A crawl whose process ended is not kept, and is done again.</summary>
internal sealed class CrawlerWorker(CrawlerService crawlers, StepPauses pauses) : IStepWorker
{
    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        string name = call.Values.Fill(((StepWork.RunCrawler)call.Work).Name);
        CrawlRecord? ended;
        bool isStopped = false;
        while ((ended = await crawlers.FindAsync(name, call.RunId, cancellationToken)) is null)
        {
            if (isStopped)
            {
                return new StepResult(StepState.Stopped);
            }

            await crawlers.TryStartAsync(name, call.RunId, cancellationToken);
            isStopped = !await StepPauses.WaitAsync(
                crawlers.WaitAsync(name, cancellationToken), stopToken, cancellationToken);
            if (isStopped && crawlers.StatusOf(name).CrawlId == call.RunId)
            {
                await crawlers.TryStopAsync(name, cancellationToken);
                await crawlers.WaitAsync(name, cancellationToken);
            }
        }

        return ended.State == CrawlState.Stopped
            && !stopToken.IsCancellationRequested
            && ended.StartedAt < pauses.OpenedAt
            ? StepResult.Interrupted
            : new StepResult(StateOf(ended.State)) { Outputs = OutputsOf(ended), Error = ended.Error };
    }

    private static StepState StateOf(CrawlState state) => state switch
    {
        CrawlState.Completed => StepState.Succeeded,
        CrawlState.Stopped => StepState.Stopped,
        _ => StepState.Failed,
    };

    private static Dictionary<string, string> OutputsOf(CrawlRecord crawl) => new()
    {
        ["run_id"] = crawl.Id,
        ["tables_created"] = crawl.TablesCreated.ToString(CultureInfo.InvariantCulture),
        ["tables_changed"] = crawl.TablesChanged.ToString(CultureInfo.InvariantCulture),
        ["tables_deleted"] = crawl.TablesDeleted.ToString(CultureInfo.InvariantCulture),
        ["partitions_added"] = crawl.PartitionsAdded.ToString(CultureInfo.InvariantCulture),
    };
}
