using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Selection;

/// <summary>Picks what a run does: models, and before them the tables of sources that they read.</summary>
/// <param name="models">All, in dependency order.</param>
/// <param name="sources">All tables of sources.</param>
/// <param name="feeds">All feeds of sources.</param>
internal sealed class RunSelector(
    IReadOnlyList<ModelDefinition> models, IReadOnlyList<SourceStep> sources, IReadOnlyList<FeedStep> feeds)
{
    private readonly ModelReads _reads = new(models);

    /// <exception cref="TarnException"><c>TN1003</c>: the request names what is not there.</exception>
    public RunSelection Select(RunRequest request)
    {
        foreach (string job in request.Jobs)
        {
            if (!models.Any(model => model.Job == job))
            {
                throw new TarnException(ErrorCodes.UnknownName, $"there is no job '{job}'")
                {
                    Hint = Suggestion.DidYouMean(job, models.Select(model => model.Job))
                        ?? "'tarn ls jobs' lists those there are",
                };
            }
        }

        IReadOnlySet<TableName>? picked = request.Select.Count == 0
            ? null
            : ModelSelector.Pick(models, sources, feeds, request.Select);
        ModelDefinition[] chosen =
        [
            .. models.Where(model => picked is null || picked.Contains(model.Table))
                .Where(model => request.Jobs.Count == 0 || request.Jobs.Contains(model.Job))
                .Where(model => model.Materialized != Materialization.View),
        ];
        HashSet<TableName> needed = [.. chosen.SelectMany(_reads.Of)];
        return new RunSelection(
            [
                .. feeds.Where(step => step.Fills.Any(needed.Contains)
                    || (request.Jobs.Count == 0 && picked?.Contains(step.Name) != false)),
            ],
            [
                .. sources.Where(step => needed.Contains(step.Into)
                    || (request.Jobs.Count == 0 && picked?.Contains(step.Into) != false)),
            ],
            chosen);
    }
}
