using Tarn.Jobs;
using Tarn.Jobs.Stored;

namespace Tarn.Flows.Graphs;

/// <summary>
/// The graph by which a job is run for a range: one step, which gives the job the run's parameters.
/// </summary>
internal static class JobGraph
{
    private const string Start = "start";
    private const string End = "end";

    /// <summary>Null when no model of the job has the parameters <c>start</c> and <c>end</c>.</summary>
    public static WorkflowDefinition? Of(KnownJob job)
    {
        ModelParameter[] parameters =
        [
            .. job.Models.Where(model => Has(model, Start) && Has(model, End))
                .SelectMany(model => model.Parameters)
                .DistinctBy(parameter => parameter.Name),
        ];
        return parameters.Length == 0
            ? null
            : new WorkflowDefinition
            {
                Name = job.Name,
                Parameters = parameters.ToDictionary(
                    parameter => parameter.Name,
                    parameter => parameter.Name is Start or End ? null : parameter.Default),
                Steps =
                [
                    new StepDefinition
                    {
                        Name = job.Name,
                        Work = new StepWork.RunJob(job.Name)
                        {
                            Arguments = parameters.ToDictionary(
                                parameter => $"--{parameter.Name}",
                                parameter => $"${{parameters.{parameter.Name}}}"),
                        },
                    },
                ],
            };
    }

    private static bool Has(ModelDefinition model, string name) =>
        model.Parameters.Any(parameter => parameter.Name == name);
}
