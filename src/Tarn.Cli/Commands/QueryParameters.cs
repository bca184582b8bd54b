using System.Globalization;
using Tarn.Cli.Errors;

namespace Tarn.Cli.Commands;

/// <summary>Values of <c>-p name=value</c>: numbers, true, false and null as what they look like, else text.</summary>
internal static class QueryParameters
{
    /// <exception cref="UsageException">A value has no name, or a name comes twice.</exception>
    public static IReadOnlyDictionary<string, object?> Parse(IEnumerable<string> arguments)
    {
        Dictionary<string, object?> parameters = [];
        foreach (string argument in arguments)
        {
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"'-p {argument}' has no name; expected -p NAME=VALUE");
            }

            if (!parameters.TryAdd(argument[..equals].TrimStart('$'), Value(argument[(equals + 1)..])))
            {
                throw new UsageException($"'-p {argument[..equals]}' comes twice");
            }
        }

        return parameters;
    }

    private static object? Value(string text) => text switch
    {
        "null" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
        _ when decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out decimal fraction) => fraction,
        _ => text,
    };
}
