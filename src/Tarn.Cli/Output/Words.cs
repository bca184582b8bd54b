using System.Text.Json;

namespace Tarn.Cli.Output;

/// <summary>Enum values as definitions spell them: <c>InsertOverwrite</c> is <c>insert_overwrite</c>.</summary>
internal static class Words
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
