using System.CommandLine.Parsing;
using Tarn.Tables;

namespace Tarn.Cli.Commands;

/// <summary>A version or a moment on the command line.</summary>
internal static class AsOfText
{
    public static AsOf? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        AsOf? asOf = AsOf.TryParse(text);
        if (asOf is null)
        {
            result.AddError(
                $"'{text}' is no version and no moment; expected a number or a time such as 2026-03-01T12:00:00Z");
        }

        return asOf;
    }
}
