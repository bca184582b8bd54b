using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>What <c>${…}</c> stands for in a run.</summary>
/// <param name="run">As it is now.</param>
/// <param name="item">What the step is done for; null when it is done once.</param>
internal sealed partial class RunValues(WorkflowRun run, string? item)
{
    /// <summary>The text with its values.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: there is no such value.</exception>
    public string Fill(string text) => References.Replace(text, path => Find(path) ?? throw new TarnException(
        ErrorCodes.BadArgument, $"there is no value '${{{path}}}' in run '{run.Id}' of workflow '{run.Workflow}'"));

    /// <summary>The texts with their values.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: there is no such value.</exception>
    public IReadOnlyDictionary<string, string> Fill(IReadOnlyDictionary<string, string> texts) =>
        texts.ToDictionary(pair => pair.Key, pair => Fill(pair.Value));

    /// <summary>The text with its values and those of others.</summary>
    /// <param name="text">With <c>${…}</c>.</param>
    /// <param name="findOther">Null when it does not know one either.</param>
    /// <param name="write">Told the value and whether the text begins with it; gives what stands for it.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: there is no such value.</exception>
    public string Fill(string text, Func<string, string?> findOther, Func<string, bool, string> write)
    {
        bool isFirst = text.StartsWith("${", StringComparison.Ordinal);
        return References.Replace(text, path =>
        {
            string value = findOther(path) ?? Fill($"${{{path}}}");
            string written = write(value, isFirst);
            isFirst = false;
            return written;
        });
    }

    /// <summary>SQL in which parameters stand for the values: none becomes part of the statement.</summary>
    public (string Sql, IReadOnlyDictionary<string, object?> Parameters) Bind(string sql)
    {
        Dictionary<string, object?> parameters = [];
        string bound = References.Replace(sql, path =>
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"value{parameters.Count + 1}");
            parameters[name] = Typed(Find(path));
            return $"${name}";
        });
        return (bound, parameters);
    }

    /// <summary>Null when there is none.</summary>
    public string? Find(string path) => path switch
    {
        "item" => item,
        "run.id" => run.Id,
        "run.workflow" => run.Workflow,
        "run.started_at" => run.StartedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "run.date" => run.StartedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => path.Split('.', 4) switch
        {
            ["parameters", var name] => run.Properties.GetValueOrDefault(name),
            ["steps", var step, "outputs", var name] => Step(step)?.Outputs.GetValueOrDefault(name),
            ["steps", var step, "state"] => Step(step) is { } found ? WordOf(found.State) : null,
            ["steps", var step, "error"] => Step(step)?.Error,
            ["steps", var step, "run_id"] => Step(step)?.RunId,
            _ => null,
        },
    };

    /// <summary>As definitions write it: <c>timed_out</c>.</summary>
    public static string WordOf(StepState state) => state == StepState.TimedOut
        ? "timed_out"
        : state.ToString().ToLowerInvariant();

    /// <summary>What looks like a number, as it is written shortest, is one.</summary>
    private static object? Typed(string? text) => text switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ when WholeNumber().IsMatch(text) => long.Parse(text, CultureInfo.InvariantCulture),
        _ when Fraction().IsMatch(text) => double.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,17})$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}$")]
    private static partial Regex Fraction();

    private StepRun? Step(string name) => run.Steps.GetValueOrDefault(name);
}
