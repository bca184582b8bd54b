using System.Text.Json;
using Tarn.Common;

namespace Tarn.Engine.Errors;

/// <summary>
/// Reads the engine's error messages. Connections are set to report JSON, which has the place; some paths give text
/// ("Parser Error: …" with the line and a caret under it) all the same.
/// </summary>
internal static class EngineError
{
    private const string KindSuffix = " Error: ";
    private const string ScratchSetting = "max_temp_directory_size";
    private const string JsonStart = "{\"exception_type\"";

    /// <param name="message">As the C API returned it.</param>
    /// <param name="sql">The text that was run, to turn byte offsets into characters; null when there is none.</param>
    public static EngineException Read(string? message, string? sql)
    {
        message ??= "the engine gave no reason";

        // Syntax errors come as JSON behind a prefix in text.
        int json = message.IndexOf(JsonStart, StringComparison.Ordinal);
        bool isJson = json == 0 || (json > 0 && message[..json].EndsWith(KindSuffix, StringComparison.Ordinal));
        return isJson ? ReadJson(message[json..], sql) : ReadText(message, sql);
    }

    public static EngineException Create(EngineErrorKind kind, string message, int? position = null)
    {
        if (kind == EngineErrorKind.OutOfMemory)
        {
            return OutOfMemory(message, position);
        }

        bool isDiskFull = message.Contains("No space left on device", StringComparison.Ordinal)
            || message.Contains("Disk quota exceeded", StringComparison.Ordinal);
        return new EngineException(isDiskFull ? ErrorCodes.StorageFull : CodeOf(kind), kind, message, position)
        {
            Hint = isDiskFull ? "Free disk space and run it again; nothing was published." : HintOf(kind),
        };
    }

    /// <param name="name">As messages begin ("Out of Memory"), or as the C API's enum has it ("OutOfMemory").</param>
    public static EngineErrorKind KindOf(string name) =>
        name.ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal) switch
        {
            "PARSER" or "SYNTAX" => EngineErrorKind.Parser,
            "BINDER" or "PARAMETERNOTRESOLVED" or "PARAMETERNOTALLOWED" => EngineErrorKind.Binder,
            "CATALOG" => EngineErrorKind.Catalog,
            "CONVERSION" or "MISMATCHTYPE" or "DECIMAL" => EngineErrorKind.Conversion,
            "OUTOFRANGE" => EngineErrorKind.OutOfRange,
            "INVALIDINPUT" or "INVALID" or "INVALIDTYPE" => EngineErrorKind.InvalidInput,
            "CONSTRAINT" => EngineErrorKind.Constraint,
            "NOTIMPLEMENTED" => EngineErrorKind.NotImplemented,
            "IO" => EngineErrorKind.IO,
            "OUTOFMEMORY" => EngineErrorKind.OutOfMemory,
            "PERMISSION" => EngineErrorKind.Permission,
            "TRANSACTION" or "TRANSACTIONCONTEXT" => EngineErrorKind.Transaction,
            "INTERRUPT" => EngineErrorKind.Interrupt,
            "FATAL" => EngineErrorKind.Fatal,
            "INTERNAL" => EngineErrorKind.Internal,
            _ => EngineErrorKind.Other,
        };

    private static EngineException ReadJson(string message, string? sql)
    {
        using JsonDocument document = JsonDocument.Parse(message);
        JsonElement root = document.RootElement;
        EngineErrorKind kind = KindOf(root.GetProperty("exception_type").GetString() ?? "");
        int? position = root.TryGetProperty("position", out JsonElement place)
            && int.TryParse(place.GetString(), out int offset)
                ? TextOffset.OfError(kind, sql, offset)
                : null;
        string text = root.GetProperty("exception_message").GetString() ?? message;
        return Create(kind, text, position);
    }

    private static EngineException ReadText(string message, string? sql)
    {
        int? position = CaretBlock.Cut(ref message, sql);
        int suffix = message.IndexOf(KindSuffix, StringComparison.Ordinal);
        int lineEnd = message.IndexOf('\n', StringComparison.Ordinal);
        return suffix < 0 || (lineEnd >= 0 && lineEnd < suffix)
            ? Create(EngineErrorKind.Other, message, position)
            : Create(KindOf(message[..suffix]), message[(suffix + KindSuffix.Length)..], position);
    }

    /// <summary>The first line has the figures; the others advise on the engine's own settings.</summary>
    private static EngineException OutOfMemory(string message, int? position)
    {
        bool isScratch = message.Contains(ScratchSetting, StringComparison.Ordinal);
        string what = isScratch ? "the scratch limit is reached" : "the memory limit is reached";
        string setting = isScratch ? "engine.scratch" : "engine.memory";
        string figures = message.Split('\n')[0].TrimEnd('.');
        return new EngineException(
            ErrorCodes.OutOfMemory, EngineErrorKind.OutOfMemory, $"{what}: {figures}", position)
        {
            IsScratchFull = isScratch,
            Hint = $"Raise {setting} in lake.yaml, lower engine.threads, or select less at once.",
        };
    }

    private static string CodeOf(EngineErrorKind kind) => kind switch
    {
        EngineErrorKind.Parser => ErrorCodes.SqlSyntax,
        EngineErrorKind.Conversion => ErrorCodes.ConversionFailed,
        EngineErrorKind.Fatal => ErrorCodes.EngineInvalidated,
        EngineErrorKind.Interrupt => ErrorCodes.QueryCancelled,
        _ => ErrorCodes.QueryFailed,
    };

    private static string? HintOf(EngineErrorKind kind) => kind switch
    {
        EngineErrorKind.Fatal => "Run it again: the engine is opened anew.",
        _ => null,
    };
}
