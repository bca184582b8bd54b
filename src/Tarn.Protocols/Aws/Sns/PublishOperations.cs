using System.Text;
using System.Text.Json;
using Tarn.Alarms.Topics;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>Publishes messages, one or ten at a time.</summary>
internal sealed class PublishOperations(TopicService service)
{
    private const int BytesMax = 262_144;
    private const int BatchMax = 10;
    private const int SubjectLengthMax = 100;

    private static readonly string[] Types = ["String", "String.Array", "Number", "Binary"];

    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
        [new("Publish", PublishAsync), new("PublishBatch", PublishBatchAsync)];

    private async Task<ResultWriter> PublishAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (request.Optional("PhoneNumber") is not null)
        {
            throw SnsErrors.Invalid("PhoneNumber: Tarn sends no text messages");
        }

        string member = request.Optional("TargetArn") is null ? "TopicArn" : "TargetArn";
        string topic = SnsNames.TopicOf(request, member);
        return SnsXml.Element(
            "MessageId", await service.PublishAsync(topic, Read(request, start: ""), cancellationToken));
    }

    private async Task<ResultWriter> PublishBatchAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string topic = SnsNames.TopicOf(request);
        await service.Catalog.GetAsync(topic, cancellationToken);
        string[] entries = [.. request.Starts("PublishBatchRequestEntries", "member")];
        RequireBatch([.. entries.Select(start => request.Required($"{start}.Id"))]);
        List<(string Id, string MessageId)> done = [];
        List<(string Id, AwsException Problem)> failed = [];
        foreach (string start in entries)
        {
            string id = request.Required($"{start}.Id");
            try
            {
                done.Add((id, await service.PublishAsync(topic, Read(request, start + "."), cancellationToken)));
            }
            catch (AwsException exception)
            {
                failed.Add((id, exception));
            }
        }

        return xml =>
        {
            SnsXml.WriteList(xml, "Successful", done, entry =>
            {
                xml.WriteElementString("Id", entry.Id);
                xml.WriteElementString("MessageId", entry.MessageId);
            });
            SnsXml.WriteList(xml, "Failed", failed, entry =>
            {
                xml.WriteElementString("Id", entry.Id);
                xml.WriteElementString("Code", entry.Problem.Code);
                xml.WriteElementString("Message", entry.Problem.Message);
                xml.WriteElementString("SenderFault", "true");
            });
        };
    }

    private static void RequireBatch(string[] ids)
    {
        if (ids.Length == 0)
        {
            throw new AwsException("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }

        if (ids.Length > BatchMax)
        {
            throw new AwsException(
                "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }

        if (ids.Distinct().Count() < ids.Length)
        {
            throw new AwsException(
                "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
        }
    }

    /// <param name="request">Of one message or of several.</param>
    /// <param name="start">Before the names of the message's members.</param>
    private static Func<string, DateTimeOffset, TopicMessage> Read(QueryRequest request, string start)
    {
        string text = request.Optional($"{start}Message") is { Length: > 0 } found
            ? found
            : throw SnsErrors.Invalid("Empty message");
        string? subject = request.Optional($"{start}Subject");
        if (subject is { Length: 0 or > SubjectLengthMax } || subject?.Any(char.IsControl) == true)
        {
            throw SnsErrors.Invalid("Subject");
        }

        if (Encoding.UTF8.GetByteCount(text) > BytesMax)
        {
            throw SnsErrors.Invalid("Message too long");
        }

        Dictionary<string, string> texts = request.Optional($"{start}MessageStructure") switch
        {
            null => [],
            "json" => ReadTexts(text),
            _ => throw SnsErrors.Invalid("MessageStructure"),
        };
        Dictionary<string, MessageAttribute> attributes = ReadAttributes(request, $"{start}MessageAttributes");
        return (id, at) => new TopicMessage
        {
            Id = id,
            At = at,
            Subject = subject,
            Text = texts.GetValueOrDefault("default") ?? text,
            Texts = texts,
            Attributes = attributes,
        };
    }

    private static Dictionary<string, string> ReadTexts(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            Dictionary<string, string> texts = document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(member => member.Name, member => member.Value.GetString()!);
            return texts.ContainsKey("default")
                ? texts
                : throw SnsErrors.Invalid("Message Structure - No default entry in JSON message body");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw SnsErrors.Invalid("Message Structure - JSON message body failed to parse");
        }
    }

    private static Dictionary<string, MessageAttribute> ReadAttributes(QueryRequest request, string name)
    {
        Dictionary<string, MessageAttribute> attributes = [];
        foreach (string entry in request.Starts(name, "entry"))
        {
            string type = request.Optional($"{entry}.Value.DataType") ?? "";
            string? value = request.Optional($"{entry}.Value.StringValue")
                ?? request.Optional($"{entry}.Value.BinaryValue");
            if (!Types.Any(known => type == known || type.StartsWith(known + ".", StringComparison.Ordinal))
                || value is null)
            {
                throw new AwsException(
                    "ParameterValueInvalid",
                    $"The message attribute '{request.Optional($"{entry}.Name")}' has an invalid type or no value.");
            }

            attributes[request.Required($"{entry}.Name")] = new MessageAttribute(type, value);
        }

        return attributes;
    }
}
