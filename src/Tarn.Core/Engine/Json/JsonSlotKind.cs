namespace Tarn.Engine.Json;

/// <summary>Kinds of values, as far as making a text of them goes.</summary>
internal enum JsonSlotKind : byte
{
    /// <summary>The object has no such member.</summary>
    Missing,

    Null,

    /// <summary>Without escapes.</summary>
    Text,

    EscapedText,

    /// <summary>A number, <c>true</c> or <c>false</c>.</summary>
    Plain,

    /// <summary>An object or array.</summary>
    Nested,
}
