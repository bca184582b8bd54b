using System.Globalization;
using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>Runs queries, which change nothing: one that was interrupted is simply run again.</summary>
internal sealed class QueryWorker(IRunQueries queries) : IStepWorker
{
    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(stopToken, cancellationToken);
        try
        {
            (IReadOnlyDictionary<string, string> first, long rows) = await queries.ReadFirstAsync(
                ((StepWork.RunQuery)call.Work).Sql, call.Values, either.Token);
            return new StepResult(StepState.Succeeded)
            {
                Outputs = new Dictionary<string, string>(first)
                {
                    ["rows"] = rows.ToString(CultureInfo.InvariantCulture),
                },
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StepResult(StepState.Stopped);
        }
    }
}
