using System.Globalization;
using System.Text;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Tests.Protocols.Aws.Pages;

/// <summary>docs/protocols/operations.md: what of each service is there, from the operations' own notes.</summary>
internal static class OperationsPage
{
    private const string Introduction =
        """
        # Operations of AWS's services

        What `tarn serve` answers, written by a test (`OperationsPageTests`, with `TARN_UPDATE_DOCS=1`) from the
        operations' own notes. *yes* does what AWS's model says; *partial* ignores what is named. Operations that are
        missing get the service's own error: 501 `NotImplemented` or 405 of S3, `UnknownOperationException` of the JSON
        services, `InvalidAction` of STS and IAM. The guide says [how a lake is served](../guide/serving.md).
        """;

    /// <summary>There is one account and one catalog, so that all take it and none looks at it.</summary>
    private static readonly string[] MembersOfAll = ["CatalogId"];

    private static readonly Dictionary<string, string> Titles = new()
    {
        ["athena"] = "Athena",
        ["firehose"] = "Firehose",
        ["glue"] = "Glue",
        ["logs"] = "CloudWatch Logs",
        ["s3"] = "S3",
        ["scheduler"] = "EventBridge Scheduler",
        ["tagging"] = "Resource Groups Tagging",
    };

    private static readonly string[] Order = ["s3", "glue", "athena"];

    public static string Write(IEnumerable<ServedOperations> services)
    {
        StringBuilder text = new();
        text.AppendLine(Introduction);
        foreach (ServedOperations service in services.OrderBy(PlaceOf).ThenBy(service => service.Service))
        {
            Write(text, service, ServiceModel.Read(service.Service));
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Members of the model's request that the operation does not read.</summary>
    public static IEnumerable<string> Unread(ServedOperation operation, ServiceModel model) =>
        operation.Members is { } read && model.Members.GetValueOrDefault(operation.Name) is { } members
            ? members.Except(read, StringComparer.OrdinalIgnoreCase).Except(MembersOfAll)
            : [];

    private static int PlaceOf(ServedOperations service) =>
        Array.IndexOf(Order, service.Service) is int place and >= 0 ? place : Order.Length;

    private static void Write(StringBuilder text, ServedOperations service, ServiceModel model)
    {
        ServedOperation[] served = [.. service.All.OrderBy(operation => operation.Name, StringComparer.Ordinal)];
        string[] missing = [.. model.Members.Keys.Except(served.Select(operation => operation.Name))];
        string title = Titles.GetValueOrDefault(service.Service) ?? service.Service.ToUpperInvariant();
        text.AppendLine(CultureInfo.InvariantCulture, $"\n## {title}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"{served.Length} of {model.Members.Count} operations.\n");
        text.AppendLine("| operation | | |\n|---|---|---|");
        foreach (ServedOperation operation in served)
        {
            string ignored = Ignored(operation, model);
            string[] notes = [operation.Note.Text ?? "", ignored.Length > 0 ? $"ignored: {ignored}" : ""];
            string support = ignored.Length > 0 ? "partial" : "yes";
            string note = string.Join("; ", notes.Where(note => note.Length > 0));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {operation.Name} | {support} | {note} |");
        }

        text.AppendLine(missing.Length > 0 ? $"\nNot: {string.Join(", ", missing)}." : "\nNone is missing.");
    }

    private static string Ignored(ServedOperation operation, ServiceModel model) => string.Join(
        ", ",
        Unread(operation, model).Select(member => $"`{member}`").Append(operation.Note.Ignored).OfType<string>());
}
