using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Schema;

/// <summary>
/// A table's schema after a write with new columns, wider types or another order. It changes the JSON that is there, so
/// that what other writers say of a field stays ("Schema Serialization Format", "Type Widening").
/// </summary>
internal sealed class SchemaEvolution
{
    private readonly bool _mayWiden;
    private readonly string _table;
    private bool _isChanged;

    private SchemaEvolution(bool mayWiden, string table)
    {
        _mayWiden = mayWiden;
        _table = table;
    }

    /// <summary>The schema in the form of the log; the same text when the write brings nothing new.</summary>
    /// <param name="written">All of the table's columns and those it is to get, in the order it is to have.</param>
    /// <exception cref="TarnException">
    /// <c>TN5004</c>: a column is missing, has a type its own cannot become, or is new and allows no nulls.
    /// </exception>
    public static string Apply(MetadataAction metadata, IReadOnlyList<TableField> written, string table)
    {
        SchemaEvolution evolution = new(TableProperties.IsTrue(metadata, TableProperties.TypeWideningKey), table);
        JsonObject merged = evolution.Merge(
            JsonNode.Parse(metadata.SchemaString)!.AsObject(),
            [.. written.Select(SchemaJson.ToField)],
            []);
        return evolution._isChanged ? LogJson.ToText(merged) : metadata.SchemaString;
    }

    private JsonObject Merge(JsonObject structure, IReadOnlyList<DeltaField> written, IReadOnlyList<string> parents)
    {
        JsonObject[] present = [.. structure["fields"]!.AsArray().Select(field => field!.AsObject())];
        Dictionary<string, JsonObject> byName = present.ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        JsonArray merged = [];
        foreach (DeltaField field in written)
        {
            string[] path = [.. parents, field.Name];
            bool isPresent = byName.Remove(field.Name, out JsonObject? known);
            if (isPresent && Name(known!) != field.Name)
            {
                throw Mismatch(path, $"it is '{Name(known!)}' in the table; names must differ in more than case");
            }

            merged.Add((JsonNode)(isPresent ? Merge(known!, field, path) : New(field, path)));
        }

        if (byName.Keys.FirstOrDefault() is string missing)
        {
            throw Mismatch([.. parents, missing], "it is missing in the rows to write");
        }

        _isChanged |= !merged.Select(field => Name(field!.AsObject())).SequenceEqual(present.Select(Name));
        JsonObject changed = (JsonObject)structure.DeepClone();
        changed["fields"] = merged;
        return changed;
    }

    private JsonObject Merge(JsonObject field, DeltaField written, IReadOnlyList<string> path)
    {
        JsonArray changes = [];
        JsonObject merged = (JsonObject)field.DeepClone();
        merged["type"] = Merge(field["type"]!, written.Type, path, [], changes);
        if (changes.Count > 0)
        {
            JsonObject metadata = (JsonObject?)merged["metadata"]?.DeepClone() ?? [];
            IEnumerable<JsonNode?> earlier = metadata[SchemaJson.TypeChanges] as JsonArray ?? [];
            metadata[SchemaJson.TypeChanges] =
                new JsonArray([.. earlier.Concat(changes).Select(change => change!.DeepClone())]);
            merged["metadata"] = metadata;
        }

        return merged;
    }

    /// <param name="place">The way from the field to the type: <c>element</c>, <c>key</c>, <c>value</c>.</param>
    private JsonNode Merge(
        JsonNode type, DeltaType written, IReadOnlyList<string> path, IReadOnlyList<string> place, JsonArray changes)
    {
        DeltaType present = SchemaJson.ReadType(type);
        if (present == written)
        {
            return type.DeepClone();
        }

        JsonObject changed;
        switch (present, written)
        {
            case (DeltaType.Struct, DeltaType.Struct structure):
                return Merge(type.AsObject(), structure.Fields, path);
            case (DeltaType.Array, DeltaType.Array array):
                changed = (JsonObject)type.DeepClone();
                changed["elementType"] =
                    Merge(type["elementType"]!, array.Element, path, [.. place, "element"], changes);
                return changed;
            case (DeltaType.Map, DeltaType.Map map):
                changed = (JsonObject)type.DeepClone();
                changed["keyType"] = Merge(type["keyType"]!, map.Key, path, [.. place, "key"], changes);
                changed["valueType"] = Merge(type["valueType"]!, map.Value, path, [.. place, "value"], changes);
                return changed;
            default:
                changes.Add((JsonNode)Widening(type, present, written, path, place));
                return SchemaJson.ToNode(written);
        }
    }

    private JsonObject Widening(
        JsonNode type, DeltaType present, DeltaType written, IReadOnlyList<string> path, IReadOnlyList<string> place)
    {
        if (!TypeWidening.CanBecome(present, written))
        {
            throw Mismatch(path, $"it is {present.ToEngineType()}, which cannot become {written.ToEngineType()}");
        }

        if (!_mayWiden)
        {
            throw Mismatch(
                path,
                $"it is {present.ToEngineType()}, and its type may not be widened to {written.ToEngineType()}",
                $"Set the table's property {TableProperties.TypeWideningKey} to true.");
        }

        _isChanged = true;
        JsonObject change = new() { ["fromType"] = type.DeepClone(), ["toType"] = SchemaJson.ToNode(written) };
        if (place.Count > 0)
        {
            change["fieldPath"] = string.Join('.', place);
        }

        return change;
    }

    /// <summary>The rows that are there read null for it.</summary>
    private JsonObject New(DeltaField field, IReadOnlyList<string> path)
    {
        _isChanged = true;
        return field.Nullable ? SchemaJson.ToNode(field) : throw Mismatch(path, "a new column must allow nulls");
    }

    private static string Name(JsonObject field) => (string)field["name"]!;

    private TarnException Mismatch(IReadOnlyList<string> path, string what, string? hint = null) => new(
        ErrorCodes.SchemaMismatch, $"table '{_table}', column '{string.Join('.', path)}': {what}")
    {
        Hint = hint,
    };
}
