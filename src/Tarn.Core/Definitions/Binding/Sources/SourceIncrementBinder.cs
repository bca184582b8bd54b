using System.Globalization;
using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Sources;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>The <c>by:</c> of a source's table: how what is new is found.</summary>
internal sealed class SourceIncrementBinder(BindingContext context)
{
    private const string Expected = "{xmin: true}, {cursor: COLUMN} or {slot: NAME}";

    private static readonly (string, bool)[] Yes = [("true", true)];

    /// <summary>Null when there is none, or it is wrong.</summary>
    public SourceIncrement? Bind(MapReader table)
    {
        if (table.Map("by") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "by", table.Place("by"));
        bool isXmin = reader.Word("xmin", Yes) ?? false;
        YamlNode.Scalar? cursor = reader.Text("cursor");
        YamlNode.Scalar? slot = reader.Text("slot");
        YamlNode.Scalar? lookback = reader.Text("lookback");
        int errors = context.Diagnostics.ErrorCount;
        reader.RefuseUnknownKeys();
        if (context.Diagnostics.ErrorCount > errors)
        {
            return null;
        }

        int count = (isXmin ? 1 : 0) + (cursor is null ? 0 : 1) + (slot is null ? 0 : 1);
        if (count != 1)
        {
            context.BadValue(
                table.Place("by"), count == 0 ? "by says no way" : "by says more than one way", $"expected {Expected}");
            return null;
        }

        if (lookback is not null && cursor is null)
        {
            context.BadValue(
                lookback.Location,
                "lookback is for cursors",
                "remove it",
                "by xmin and by slot nothing comes late: a transaction is seen when it has committed");
        }

        return cursor is not null ? Cursor(cursor, lookback)
            : slot is not null ? new SourceIncrement.Slot(slot.Value)
            : new SourceIncrement.Transactions();
    }

    private SourceIncrement.Cursor? Cursor(YamlNode.Scalar column, YamlNode.Scalar? lookback)
    {
        if (!NameRules.IsColumn(context, column))
        {
            return null;
        }

        SourceIncrement.Cursor cursor = new(column.Value);
        if (lookback is null)
        {
            return cursor;
        }

        if (long.TryParse(lookback.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            return cursor with { LookbackCount = count };
        }

        if (UnitText.TryParseDuration(lookback.Value) is { } time)
        {
            return cursor with { Lookback = time };
        }

        context.BadValue(
            lookback.Location,
            $"lookback is '{Shown.Text(lookback.Value)}'",
            "expected a duration such as 1h, or for a column of numbers a number such as 1000",
            $"units: {Shown.List(UnitText.DurationUnits)}");
        return cursor;
    }
}
