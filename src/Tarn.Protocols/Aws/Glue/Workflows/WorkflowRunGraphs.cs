using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws.Glue.Jobs;

namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>Graphs of runs, as they were when the runs were started, with what the jobs and crawlers did.</summary>
internal sealed class WorkflowRunGraphs(
    FlowCatalog catalog, JobService jobs, CrawlerService crawlers, TimeProvider timeProvider)
{
    public FlowCatalog Catalog => catalog;

    public async Task<WorkflowGraph> OfAsync(WorkflowRun run, CancellationToken cancellationToken)
    {
        Dictionary<string, JobNode> jobNodes = [];
        Dictionary<string, CrawlerNode> crawlerNodes = [];
        foreach (StepDefinition step in run.Definition.Steps)
        {
            if (run.Steps.GetValueOrDefault(step.Name) is not { RunId: { } id } begun)
            {
                continue;
            }

            if (step.Work is StepWork.RunJob job && await FindRunAsync(job.Name, id, cancellationToken) is { } found)
            {
                jobNodes[step.Name] = new JobNode([JobMapping.RunOf(found, timeProvider.GetUtcNow())]);
            }
            else if (step.Work is StepWork.RunCrawler crawler)
            {
                CrawlRecord? crawl = await crawlers.FindAsync(crawler.Name, id, cancellationToken);
                crawlerNodes[step.Name] = new CrawlerNode([CrawlOf(begun, crawl)]);
            }
        }

        return StepGraphs.Of(run.Definition, (step, node) => node with
        {
            JobDetails = jobNodes.GetValueOrDefault(step.Name),
            CrawlerDetails = crawlerNodes.GetValueOrDefault(step.Name),
        });
    }

    private async Task<JobRunRecord?> FindRunAsync(string job, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await jobs.GetRunAsync(job, id, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownName)
        {
            return null;
        }
    }

    private static NodeCrawl CrawlOf(StepRun step, CrawlRecord? crawl) => new()
    {
        State = crawl?.State switch
        {
            null => "RUNNING",
            CrawlState.Completed => "SUCCEEDED",
            CrawlState.Stopped => "CANCELLED",
            _ => "FAILED",
        },
        StartedOn = crawl?.StartedAt ?? step.StartedAt,
        CompletedOn = crawl?.EndedAt,
        ErrorMessage = crawl?.Error,
    };
}
