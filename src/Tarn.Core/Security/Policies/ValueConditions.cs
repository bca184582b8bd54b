using System.Globalization;
using System.Net;

namespace Tarn.Security.Policies;

/// <summary>Operators of numbers, moments, addresses and truth values.</summary>
internal static class ValueConditions
{
    private const int BitsOfByte = 8;

    /// <exception cref="FormatException">It is none.</exception>
    public static ConditionValue ReadNumber(string text, bool hasVariables) => new()
    {
        Text = text,
        Number = ParseNumber(text) ?? throw new FormatException("expected a number"),
    };

    /// <exception cref="FormatException">It is none.</exception>
    public static ConditionValue ReadMoment(string text, bool hasVariables) => new()
    {
        Text = text,
        Moment = ParseMoment(text)
            ?? throw new FormatException("expected a date of ISO 8601, or seconds since 1970"),
    };

    /// <exception cref="FormatException">It is neither <c>true</c> nor <c>false</c>.</exception>
    public static ConditionValue ReadBool(string text, bool hasVariables) => new()
    {
        Text = text,
        IsTrue = bool.TryParse(text, out bool value) ? value : throw new FormatException("expected true or false"),
    };

    /// <exception cref="FormatException">It is neither an address nor a range.</exception>
    public static ConditionValue ReadNetwork(string text, bool hasVariables) => new()
    {
        Text = text,
        Network = ParseNetwork(text)
            ?? throw new FormatException("expected an address or a range, as 203.0.113.0/24"),
    };

    public static Func<ConditionValue, string, PolicyRequest, bool> Number(Func<int, bool> holds) =>
        (expected, value, _) => ParseNumber(value) is { } number && holds(number.CompareTo(expected.Number));

    public static Func<ConditionValue, string, PolicyRequest, bool> Moment(Func<int, bool> holds) =>
        (expected, value, _) => ParseMoment(value) is { } moment && holds(moment.CompareTo(expected.Moment));

    public static bool IsBool(ConditionValue expected, string value, PolicyRequest request) =>
        bool.TryParse(value, out bool found) && found == expected.IsTrue;

    public static bool IsInNetwork(ConditionValue expected, string value, PolicyRequest request) =>
        IPAddress.TryParse(value, out IPAddress? address)
        && expected.Network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static decimal? ParseNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static DateTimeOffset? ParseMoment(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds))
        {
            return seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
                && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }

        bool isDate = text.Length > 4 && text[4] == '-'
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset _);
        return isDate
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
    }

    private static IPNetwork? ParseNetwork(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out IPAddress? address))
        {
            return null;
        }

        byte[] bytes = address.GetAddressBytes();
        int length = bytes.Length * BitsOfByte;
        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length)
                || length > bytes.Length * BitsOfByte))
        {
            return null;
        }

        // Bits beyond the prefix mean nothing.
        for (int i = 0; i < bytes.Length; i++)
        {
            int kept = Math.Clamp(length - (i * BitsOfByte), 0, BitsOfByte);
            bytes[i] &= (byte)(0xFF << (BitsOfByte - kept));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
