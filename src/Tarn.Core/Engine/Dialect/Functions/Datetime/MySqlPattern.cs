namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Formats of <c>date_format</c> and <c>date_parse</c>, which are those of MySQL.</summary>
internal static class MySqlPattern
{
    /// <exception cref="InvalidOperationException">It has a specifier that Trino does not support either.</exception>
    public static IReadOnlyList<DatetimePart> Parse(string format)
    {
        List<DatetimePart> parts = [];
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '%' && i + 1 < format.Length)
            {
                parts.AddRange(Specifier(format[++i]));
            }
            else if (format[i] != '%')
            {
                parts.Add(Literal(format[i]));
            }
        }

        return parts;
    }

    private static DatetimePart[] Specifier(char specifier) => specifier switch
    {
        'a' => [new('E', 3, "")],
        'b' => [new('M', 3, "")],
        'c' => [new('M', 1, "")],
        'd' => [new('d', 2, "")],
        'e' => [new('d', 1, "")],
        'f' => [new('S', 6, "")],
        'H' => [new('H', 2, "")],
        'h' or 'I' => [new('h', 2, "")],
        'i' => [new('m', 2, "")],
        'j' => [new('D', 3, "")],
        'k' => [new('H', 1, "")],
        'l' => [new('h', 1, "")],
        'M' => [new('M', 4, "")],
        'm' => [new('M', 2, "")],
        'p' => [new('a', 1, "")],
        'r' => [.. Clock('h'), Literal(' '), new('a', 1, "")],
        'S' or 's' => [new('s', 2, "")],
        'T' => Clock('H'),
        'v' => [new('w', 2, "")],
        'x' => [new('x', 4, "")],
        'W' => [new('E', 4, "")],
        'Y' => [new('y', 4, "")],
        'y' => [new('y', 2, "")],
        'w' or 'U' or 'u' or 'V' or 'X' or 'D' =>
            throw FunctionError.InvalidArgument($"%{specifier} not supported in date format string"),
        _ => [Literal(specifier)],
    };

    private static DatetimePart[] Clock(char hour) =>
        [new(hour, 2, ""), Literal(':'), new('m', 2, ""), Literal(':'), new('s', 2, "")];

    private static DatetimePart Literal(char character) => new(DatetimePart.Literal, 1, character.ToString());
}
