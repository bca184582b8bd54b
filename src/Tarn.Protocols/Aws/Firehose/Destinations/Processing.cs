using System.Text;
using System.Text.RegularExpressions;
using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>What a processing configuration asks for ("ProcessorParameter" of the API reference).</summary>
internal sealed partial record Processing
{
    private const string Newline = "\n";

    public bool AppendsNewline { get; private init; }

    public RecordSplit? Split { get; private init; }

    public IReadOnlyDictionary<string, string> PartitionKeys { get; private init; } = new Dictionary<string, string>();

    /// <exception cref="Wire.AwsException"><c>InvalidArgumentException</c>: Tarn cannot do that.</exception>
    public static Processing Read(ProcessingConfiguration? configuration)
    {
        Processing processing = new();
        IReadOnlyList<Processor> processors =
            configuration?.Enabled == true ? configuration.Processors ?? [] : [];
        foreach (Processor processor in processors)
        {
            processing = processor.Type switch
            {
                "AppendDelimiterToRecord" => processing with { AppendsNewline = Appends(processor) },
                "RecordDeAggregation" => processing with { Split = SplitOf(processor) },
                "MetadataExtraction" => processing with { PartitionKeys = KeysOf(processor) },
                _ => throw FirehoseErrors.Invalid(
                    $"Tarn has no processor of the type {processor.Type}: it has RecordDeAggregation,"
                    + " MetadataExtraction and AppendDelimiterToRecord; a stream that a file of the lake defines"
                    + " transforms with SQL"),
            };
        }

        return processing;
    }

    private static bool Appends(Processor processor) => Parameter(processor, "Delimiter") is null or Newline or "\\n"
        ? true
        : throw FirehoseErrors.Invalid("the Delimiter of AppendDelimiterToRecord must be \\n");

    private static RecordSplit SplitOf(Processor processor)
    {
        string? kind = Parameter(processor, "SubRecordType");
        if (kind == "JSON")
        {
            return new RecordSplit(Delimiter: null);
        }

        string? delimiter = Parameter(processor, "Delimiter");
        byte[] decoded = new byte[delimiter?.Length ?? 0];
        return kind == "DELIMITED"
            && delimiter is not null
            && Convert.TryFromBase64String(delimiter, decoded, out int length)
            && length > 0
            ? new RecordSplit(Encoding.UTF8.GetString(decoded, 0, length))
            : throw FirehoseErrors.Invalid(
                "RecordDeAggregation needs the SubRecordType JSON, or DELIMITED with a Delimiter in base64");
    }

    /// <summary>The part of jq that is an object of paths: <c>{customer:.customer.id, shop:.shop}</c>.</summary>
    private static Dictionary<string, string> KeysOf(Processor processor)
    {
        if (Parameter(processor, "JsonParsingEngine") is not (null or "JQ-1.6"))
        {
            throw FirehoseErrors.Invalid("the JsonParsingEngine must be JQ-1.6");
        }

        string query = Parameter(processor, "MetadataExtractionQuery") ?? "";
        Match match = Query().Match(query);
        if (!match.Success)
        {
            throw FirehoseErrors.Invalid(
                $"MetadataExtractionQuery is '{query}', expected paths by name such as {{customer:.customer.id}};"
                + " other jq is not known");
        }

        CaptureCollection names = match.Groups["name"].Captures;
        CaptureCollection paths = match.Groups["path"].Captures;
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            keys[names[i].Value.Trim('"')] = paths[i].Value;
        }

        return keys;
    }

    private static string? Parameter(Processor processor, string name) =>
        processor.Parameters?.FirstOrDefault(parameter => parameter.ParameterName == name)?.ParameterValue;

    [GeneratedRegex(
        """^\s*\{\s*(?:(?<name>[A-Za-z0-9_]+|"[A-Za-z0-9_-]+")\s*:\s*"""
        + """(?<path>(?:\.(?:[A-Za-z_]\w*|"[^"\\]+"))+)\s*(?:,\s*(?!\})|(?=\})))+\}\s*\z""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Query();
}
