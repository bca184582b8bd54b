using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Background;

/// <summary>What is asked for when a job is started.</summary>
/// <param name="Job">Its name.</param>
public sealed record JobStart(string Job)
{
    private const string FullRefresh = "--full-refresh";
    private const string Select = "--select";

    /// <summary>
    /// <c>--full-refresh true</c> and <c>--select MODELS</c> mean what they mean to <c>tarn run</c>; others are kept
    /// with the run and change nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Null is as long as it takes.</summary>
    public int? TimeoutMinutes { get; init; }

    internal RunRequest RequestOf(string id) => new()
    {
        RunId = id,
        Jobs = [Job],
        Select = (Arguments.GetValueOrDefault(Select) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        FullRefresh = string.Equals(
            Arguments.GetValueOrDefault(FullRefresh), "true", StringComparison.OrdinalIgnoreCase),
    };
}
