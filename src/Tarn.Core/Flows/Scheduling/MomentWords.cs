using System.Globalization;

namespace Tarn.Flows.Scheduling;

/// <summary>
/// Words in what a schedule passes on that stand for the moment. Source: EventBridge Scheduler's "Adding context
/// attributes".
/// </summary>
internal static class MomentWords
{
    private const string Time = "<aws.scheduler.scheduled-time>";
    private const string Execution = "<aws.scheduler.execution-id>";

    public static IReadOnlyDictionary<string, string> Fill(
        IReadOnlyDictionary<string, string> arguments, Firing firing)
    {
        string moment = firing.Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return arguments.ToDictionary(
            argument => argument.Key,
            argument => argument.Value
                .Replace(Time, moment, StringComparison.Ordinal)
                .Replace(Execution, firing.RunId, StringComparison.Ordinal));
    }
}
