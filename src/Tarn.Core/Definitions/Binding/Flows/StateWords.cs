using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Definitions.Yaml;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Jobs.Background;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>How things end, in the words of definitions.</summary>
internal static class StateWords
{
    public static readonly IReadOnlyList<(string Text, StepState Value)> Steps =
    [
        ("succeeded", StepState.Succeeded), ("failed", StepState.Failed), ("timed_out", StepState.TimedOut),
        ("stopped", StepState.Stopped), ("skipped", StepState.Skipped),
    ];

    public static readonly IReadOnlyList<(string Text, JobRunState Value)> Jobs =
    [
        ("succeeded", JobRunState.Succeeded), ("failed", JobRunState.Failed), ("timed_out", JobRunState.TimedOut),
        ("stopped", JobRunState.Stopped),
    ];

    public static readonly IReadOnlyList<(string Text, CrawlState Value)> Crawls =
    [
        ("succeeded", CrawlState.Completed), ("failed", CrawlState.Failed), ("stopped", CrawlState.Stopped),
    ];

    public static readonly IReadOnlyList<(string Text, WorkflowRunState Value)> Workflows =
    [
        ("succeeded", WorkflowRunState.Succeeded), ("failed", WorkflowRunState.Failed),
        ("timed_out", WorkflowRunState.TimedOut), ("stopped", WorkflowRunState.Stopped),
    ];

    /// <summary>Null, with an error, when it is none of the words.</summary>
    public static T? Find<T>(BindingContext context, YamlNode.Scalar word, IReadOnlyList<(string Text, T Value)> words)
        where T : struct
    {
        foreach ((string text, T value) in words)
        {
            if (text == word.Value)
            {
                return value;
            }
        }

        string[] known = [.. words.Select(pair => pair.Text)];
        context.BadValue(
            word.Location,
            $"'{Shown.Text(word.Value)}' is not how something ends",
            Suggestion.DidYouMean(word.Value, known),
            $"allowed here: {Shown.List(known)}");
        return null;
    }
}
