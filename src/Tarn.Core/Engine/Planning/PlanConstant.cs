using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Tarn.Engine.Parsing;
using Tarn.Engine.Values;

namespace Tarn.Engine.Planning;

/// <summary>Constants of a plan as CLR values.</summary>
internal static class PlanConstant
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>Null for nulls and for types whose values are not compared.</summary>
    public static object? Read(JsonElement constant)
    {
        if (!constant.TryGetProperty("value", out JsonElement value) || !constant.TryGetProperty("type", out _))
        {
            return null;
        }

        JsonElement type = constant.GetProperty("type");
        return value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.String when type.Text("id") == "VARCHAR" => value.GetString(),
            JsonValueKind.Number => Number(type, value),
            _ => null,
        };
    }

    private static object? Number(JsonElement type, JsonElement value)
    {
        string text = value.GetRawText();
        switch (type.Text("id"))
        {
            case "FLOAT" or "DOUBLE":
                return value.GetDouble();

            case "DECIMAL":
                JsonElement info = type.GetProperty("type_info");
                return Whole(text) is BigInteger unscaled
                    ? new EngineDecimal(unscaled, info.GetProperty("scale").GetByte())
                    : null;

            case "DATE":
                return value.TryGetInt32(out int days) ? Date(days) : null;

            case "TIMESTAMP":
                return value.TryGetInt64(out long local) ? Moment(local) : null;

            case "TIMESTAMP WITH TIME ZONE":
                return value.TryGetInt64(out long instant) && Moment(instant) is DateTime utc
                    ? new DateTimeOffset(utc, TimeSpan.Zero)
                    : null;

            case "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT"
                or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT":
                return Whole(text);

            default:
                return null;
        }
    }

    private static BigInteger? Whole(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole)
            ? whole
            : null;

    private static DateOnly? Date(int days) =>
        days > DateOnly.MinValue.DayNumber - Epoch.DayNumber && days < DateOnly.MaxValue.DayNumber - Epoch.DayNumber
            ? Epoch.AddDays(days)
            : null;

    private static DateTime? Moment(long microseconds)
    {
        long days = Math.Clamp(microseconds / MicrosecondsPerDay, int.MinValue, int.MaxValue);
        return Date((int)days) is null
            ? null
            : DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }
}
