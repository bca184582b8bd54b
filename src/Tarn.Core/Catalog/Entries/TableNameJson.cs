using System.Text.Json;
using System.Text.Json.Serialization;
using Tarn.Common;

namespace Tarn.Catalog.Entries;

/// <summary>A table's name as <c>"database.table"</c>.</summary>
internal sealed class TableNameJson : JsonConverter<TableName>
{
    public override TableName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return TableName.TryParse(text ?? "", out TableName? name)
            ? name
            : throw new JsonException($"'{text}' is not a table's name; expected database.table");
    }

    public override void Write(Utf8JsonWriter writer, TableName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
