using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>Who does which kind of step.</summary>
internal static class StepWorkers
{
    public static Func<StepWork, IStepWorker> Of(WorkflowWork work, WorkflowService workflows, StepPauses pauses)
    {
        JobWorker jobs = new(work.Jobs, work.History, pauses);
        CrawlerWorker crawlers = new(work.Crawlers, pauses);
        QueryWorker queries = new(new RunQueries(work.Queries));
        WorkflowWorker others = new(workflows);
        HttpWorker calls = new(work.Outbound, work.OpenSecrets, pauses);
        WaitWorker waits = new(pauses);
        ApprovalWorker approvals = new();
        return step => step switch
        {
            StepWork.RunJob or StepWork.RunSource => jobs,
            StepWork.RunCrawler => crawlers,
            StepWork.RunQuery => queries,
            StepWork.RunWorkflow => others,
            StepWork.CallHttp => calls,
            StepWork.Wait => waits,
            _ => approvals,
        };
    }
}
