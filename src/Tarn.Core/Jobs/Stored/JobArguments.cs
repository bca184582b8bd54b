using Tarn.Common;
using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Stored;

/// <summary>
/// The arguments of jobs and runs that mean something: those here, and <c>--NAME</c> or <c>NAME</c> of parameters of
/// the job's models. Others are kept and change nothing.
/// </summary>
public static class JobArguments
{
    /// <summary>Of a job that a client made: the job of models that it runs.</summary>
    public const string ModelsJob = "--tarn-job";

    /// <summary>Which models, as <c>tarn run</c> selects them.</summary>
    public const string Select = "--select";

    /// <summary><c>true</c>: forget the bookmarks and build the tables anew.</summary>
    public const string FullRefresh = "--full-refresh";

    /// <summary>
    /// Glue's: <c>job-bookmark-enable</c> is how runs are anyway, <c>job-bookmark-disable</c> takes all input.
    /// </summary>
    public const string Bookmarks = "--job-bookmark-option";

    private const string BookmarksOn = "job-bookmark-enable";
    private const string BookmarksOff = "job-bookmark-disable";

    /// <summary>Those a run works with: the job's, over them the run's, over them what the job fixes.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        KnownJob job, IReadOnlyDictionary<string, string> ofRun)
    {
        Dictionary<string, string> arguments = [];
        IEnumerable<IReadOnlyDictionary<string, string>?> layers =
            [job.Stored?.DefaultArguments, ofRun, job.Stored?.FixedArguments];
        foreach ((string name, string value) in layers.SelectMany(layer => layer ?? new Dictionary<string, string>()))
        {
            arguments[name] = value;
        }

        return arguments;
    }

    /// <summary>What a run of a job is to do.</summary>
    /// <param name="job">The job.</param>
    /// <param name="arguments">Those that it works with.</param>
    /// <param name="runId">Null makes one.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: bookmarks are to be something that they cannot be.</exception>
    public static RunRequest RequestOf(
        KnownJob job, IReadOnlyDictionary<string, string> arguments, string? runId)
    {
        string bookmarks = arguments.GetValueOrDefault(Bookmarks) ?? BookmarksOn;
        if (bookmarks is not (BookmarksOn or BookmarksOff))
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"{Bookmarks} is '{bookmarks}', expected {BookmarksOn} or {BookmarksOff}");
        }

        Dictionary<string, string> parameters = [];
        foreach (string name in job.Models.SelectMany(model => model.Parameters).Select(parameter => parameter.Name))
        {
            if ((arguments.GetValueOrDefault($"--{name}") ?? arguments.GetValueOrDefault(name)) is { } value)
            {
                parameters[name] = value;
            }
        }

        string? refresh = arguments.GetValueOrDefault(FullRefresh);
        return new RunRequest
        {
            RunId = runId,
            Jobs = job.ModelsJob is { } models ? [models] : [],
            Select = SelectOf(arguments) is { Length: > 0 } select ? select
                : job.Source is { } source ? [$"source:{source}"]
                : [],
            FullRefresh = bookmarks == BookmarksOff
                || string.Equals(refresh, "true", StringComparison.OrdinalIgnoreCase),
            Parameters = parameters,
        };
    }

    internal static string[] SelectOf(IReadOnlyDictionary<string, string> arguments) =>
        (arguments.GetValueOrDefault(Select) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
