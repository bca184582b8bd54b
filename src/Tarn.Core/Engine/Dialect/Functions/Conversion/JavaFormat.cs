using System.Text;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary><c>format(format, arguments…)</c> as Java's Formatter does it, in English.</summary>
internal static class JavaFormat
{
    /// <param name="values">The format and the arguments.</param>
    /// <returns>The text; null when the format is null.</returns>
    public static string? Format(IReadOnlyList<object?> values)
    {
        if (values[0] is not string format)
        {
            return null;
        }

        try
        {
            return Format(FormatSpecifier.Parse(format), [.. values.Skip(1)]);
        }
        catch (FormatException exception)
        {
            throw FunctionError.InvalidArgument($"Invalid format string: {format} ({exception.Message})");
        }
    }

    private static string Format(IReadOnlyList<FormatSpecifier> specifiers, IReadOnlyList<object?> arguments)
    {
        StringBuilder text = new();
        int next = 0;
        int last = -1;
        foreach (FormatSpecifier specifier in specifiers)
        {
            if (specifier.IsText)
            {
                text.Append(specifier.Source);
                continue;
            }

            if (!specifier.IsTime && specifier.Conversion is '%' or 'n')
            {
                text.Append(specifier.Conversion == 'n' ? "\n" : Padded(specifier, "%"));
                continue;
            }

            last = specifier.ArgumentIndex switch
            {
                0 => next++,
                -1 => last,
                int index => index - 1,
            };
            if (last < 0 || last >= arguments.Count)
            {
                throw new FormatException($"MissingFormatArgument: Format specifier '{specifier.Source}'");
            }

            string converted = Convert(specifier, arguments[last]);
            text.Append(Padded(specifier, specifier.IsUpper ? converted.ToUpperInvariant() : converted));
        }

        return text.ToString();
    }

    private static string Convert(FormatSpecifier specifier, object? argument)
    {
        if (specifier.IsTime)
        {
            return argument is null ? "null" : JavaTimeFormat.Convert(specifier, argument);
        }

        switch (specifier.Conversion)
        {
            case 'b':
                return Cut(specifier, argument is null or false ? "false" : "true");
            case 's':
                return Cut(specifier, JavaText.Of(argument));
            case 'd' or 'x' or 'o' or 'e' or 'f' or 'g' or 'a' or 'c' or 'h':
                return argument is null ? Cut(specifier, "null") : JavaNumberFormat.Convert(specifier, argument);
            default:
                throw new FormatException($"UnknownFormatConversion: Conversion = '{specifier.Conversion}'");
        }
    }

    private static string Cut(FormatSpecifier specifier, string text) =>
        specifier.Precision is { } length && length < text.Length ? text[..length] : text;

    private static string Padded(FormatSpecifier specifier, string text) =>
        specifier.HasFlag('-') ? text.PadRight(specifier.Width) : text.PadLeft(specifier.Width);
}
