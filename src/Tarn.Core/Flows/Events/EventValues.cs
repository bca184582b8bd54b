using System.Globalization;
using System.Text.Json;
using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Sources.Http;

namespace Tarn.Flows.Events;

/// <summary>Values of events, and where they go: into the arguments of what a trigger starts.</summary>
internal static class EventValues
{
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Arguments with their values; a value that the event does not have is empty.</summary>
    public static IReadOnlyDictionary<string, string> Fill(
        IReadOnlyDictionary<string, string> arguments, IReadOnlyDictionary<string, string> values) =>
        arguments.ToDictionary(
            argument => argument.Key,
            argument => References.Replace(argument.Value, path => values.GetValueOrDefault(NameOf(path)) ?? ""));

    /// <summary>Of a moment of a schedule.</summary>
    public static IReadOnlyDictionary<string, string> Of(DateTimeOffset moment) =>
        new Dictionary<string, string> { [EventNames.At] = TextOf(moment) };

    /// <summary>Of a run that ended and met a condition.</summary>
    public static IReadOnlyDictionary<string, string> Of(EndedWork ended) => new Dictionary<string, string>
    {
        [EventNames.Kind] = ended.Kind,
        [EventNames.Name] = ended.Name,
        [EventNames.RunId] = ended.Id,
        [EventNames.State] = ended.State,
        [EventNames.At] = TextOf(ended.EndedAt),
    };

    /// <summary>Of a request for a webhook: what the trigger uses of it.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: the body is no JSON, or has no such field.
    /// </exception>
    public static IReadOnlyDictionary<string, string> Of(Trigger trigger, string body, DateTimeOffset now)
    {
        Dictionary<string, string> values = new() { [EventNames.At] = TextOf(now) };
        string[] names = [.. trigger.Actions
            .SelectMany(action => action.Arguments.Values)
            .SelectMany(References.Find)
            .Select(NameOf)
            .Distinct()];
        if (names.Contains(EventNames.Body))
        {
            values[EventNames.Body] = body;
        }

        string[] fields = [.. names.Where(name => EventNames.FieldOf(name) is not null)];
        if (fields.Length > 0)
        {
            using JsonDocument document = Parse(trigger, body);
            foreach (string field in fields)
            {
                JsonPath path = JsonPath.TryParse(EventNames.FieldOf(field)!)!;
                values[field] = path.Find(document.RootElement) is { } found ? TextOf(found) : throw new TarnException(
                    ErrorCodes.BadArgument, $"the request for '{trigger.Name}' has no field '{field}'");
            }
        }

        return values;
    }

    /// <summary>As it is passed on: texts without quotes, lists and objects as JSON.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    public static string TextOf(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string NameOf(string path) => path.StartsWith(EventNames.Start, StringComparison.Ordinal)
        ? path[EventNames.Start.Length..]
        : path;

    private static JsonDocument Parse(Trigger trigger, string body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"the body of the request for '{trigger.Name}' is no JSON, and it uses its fields: {exception.Message}",
                exception);
        }
    }
}
