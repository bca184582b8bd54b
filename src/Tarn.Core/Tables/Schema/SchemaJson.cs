using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Schema;

/// <summary>The protocol's <c>schemaString</c> ("Schema Serialization Format"), read and written.</summary>
internal static partial class SchemaJson
{
    public const string TypeChanges = "delta.typeChanges";
    private const string Generation = "delta.generationExpression";

    public static string Write(IEnumerable<TableField> fields)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, LogJson.WriterOptions))
        {
            WriteType(json, new DeltaType.Struct([.. fields.Select(ToField)]));
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The columns with what column mapping says of them.</summary>
    /// <exception cref="TarnException"><c>TN5001</c> for text that is no schema; <c>TN5002</c> for an unknown type or
    /// mode of column mapping.</exception>
    public static IReadOnlyList<DeltaField> Read(MetadataAction metadata, string tableName)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(metadata.SchemaString);
            bool isMapped = ColumnMappings.Of(metadata, tableName) != ColumnMapping.None;
            return ReadType(document.RootElement, isMapped) is DeltaType.Struct root
                ? root.Fields
                : throw new FormatException("the outermost type is no struct");
        }
        catch (NotSupportedException exception)
        {
            throw new TarnException(
                ErrorCodes.TableUnsupported,
                $"table '{tableName}' has a column of an unknown type: {exception.Message}");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException
            or KeyNotFoundException)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"the schema of table '{tableName}' cannot be read: {exception.Message}",
                exception);
        }
    }

    public static DeltaField ToField(TableField field) =>
        new(field.Name, StoredTypeText.Parse(field.EngineType), field.Nullable)
        {
            GenerationExpression = field.GenerationExpression,
        };

    /// <summary>A type as it stands in a schema, without what column mapping says of it.</summary>
    public static DeltaType ReadType(JsonNode type)
    {
        using JsonDocument document = JsonDocument.Parse(type.ToJsonString());
        return ReadType(document.RootElement, isMapped: false);
    }

    public static JsonNode ToNode(DeltaType type) => ToNode(json => WriteType(json, type));

    public static JsonObject ToNode(DeltaField field) => ToNode(json => WriteField(json, field)).AsObject();

    private static JsonNode ToNode(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, LogJson.WriterOptions))
        {
            write(json);
        }

        return JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))!;
    }

    private static void WriteType(Utf8JsonWriter json, DeltaType type)
    {
        switch (type)
        {
            case DeltaType.Primitive primitive:
                json.WriteStringValue(primitive.Name);
                break;
            case DeltaType.Decimals decimals:
                json.WriteStringValue(
                    string.Create(CultureInfo.InvariantCulture, $"decimal({decimals.Precision},{decimals.Scale})"));
                break;
            case DeltaType.Array array:
                json.WriteStartObject();
                json.WriteString("type", "array");
                json.WritePropertyName("elementType");
                WriteType(json, array.Element);
                json.WriteBoolean("containsNull", array.ContainsNull);
                json.WriteEndObject();
                break;
            case DeltaType.Map map:
                json.WriteStartObject();
                json.WriteString("type", "map");
                json.WritePropertyName("keyType");
                WriteType(json, map.Key);
                json.WritePropertyName("valueType");
                WriteType(json, map.Value);
                json.WriteBoolean("valueContainsNull", map.ValueContainsNull);
                json.WriteEndObject();
                break;
            case DeltaType.Struct structure:
                WriteStruct(json, structure);
                break;
            default:
                throw new InvalidOperationException($"no JSON for {type.GetType().Name}");
        }
    }

    private static void WriteStruct(Utf8JsonWriter json, DeltaType.Struct structure)
    {
        json.WriteStartObject();
        json.WriteString("type", "struct");
        json.WriteStartArray("fields");
        foreach (DeltaField field in structure.Fields)
        {
            WriteField(json, field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, DeltaField field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WritePropertyName("type");
        WriteType(json, field.Type);
        json.WriteBoolean("nullable", field.Nullable);
        json.WriteStartObject("metadata");
        if (field.GenerationExpression is string expression)
        {
            json.WriteString(Generation, expression);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static DeltaType ReadType(JsonElement element, bool isMapped)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return ReadPrimitive(element.GetString()!);
        }

        string kind = element.GetProperty("type").GetString() ?? "null";
        return kind switch
        {
            "struct" => new DeltaType.Struct(
                [.. element.GetProperty("fields").EnumerateArray().Select(field => ReadField(field, isMapped))]),
            "array" => new DeltaType.Array(
                ReadType(element.GetProperty("elementType"), isMapped),
                IsTrueUnlessSaid(element, "containsNull")),
            "map" => new DeltaType.Map(
                ReadType(element.GetProperty("keyType"), isMapped),
                ReadType(element.GetProperty("valueType"), isMapped),
                IsTrueUnlessSaid(element, "valueContainsNull")),
            _ => throw new NotSupportedException($"'{kind}'"),
        };
    }

    private static DeltaField ReadField(JsonElement element, bool isMapped)
    {
        JsonElement? metadata = element.Find("metadata");
        return new DeltaField(
            element.GetProperty("name").GetString() ?? throw new FormatException("a field has no name"),
            ReadType(element.GetProperty("type"), isMapped),
            IsTrueUnlessSaid(element, "nullable"))
        {
            Id = isMapped ? metadata?.Find("delta.columnMapping.id")?.GetInt32() : null,
            PhysicalName = isMapped ? metadata?.Find("delta.columnMapping.physicalName")?.GetString() : null,
            IsWidened = metadata?.Find(TypeChanges) is not null,
            Invariant = metadata?.Find("delta.invariants")?.GetString(),
            GenerationExpression = metadata?.Find(Generation)?.GetString(),
        };
    }

    private static bool IsTrueUnlessSaid(JsonElement element, string property) =>
        element.Find(property)?.GetBoolean() ?? true;

    /// <summary>Besides the protocol's names it knows those that older writers took from Spark.</summary>
    private static DeltaType ReadPrimitive(string name)
    {
        Match match = DecimalType().Match(name);
        if (match.Success)
        {
            return new DeltaType.Decimals(
                int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        }

        return name switch
        {
            _ when PrimitiveTypes.IsKnown(name) => new DeltaType.Primitive(name),
            "null" => new DeltaType.Primitive("void"),
            "decimal" => new DeltaType.Decimals(10, 0),
            _ when TextType().IsMatch(name) => new DeltaType.Primitive(PrimitiveTypes.Text),
            _ => throw new NotSupportedException($"'{name}'"),
        };
    }

    [GeneratedRegex(@"^decimal\(\s*([0-9]{1,2})\s*,\s*([0-9]{1,2})\s*\)$")]
    private static partial Regex DecimalType();

    [GeneratedRegex(@"^(var)?char\([0-9]+\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex TextType();
}
