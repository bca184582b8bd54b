namespace Tarn.Engine.Parsing;

/// <summary>One statement of a text.</summary>
/// <param name="Start">0-based offset of its first token; the length of the text when nothing is left.</param>
/// <param name="End">Offset after its last character, the semicolon not included.</param>
/// <param name="Next">Where the next one may begin.</param>
/// <param name="IsEnded">Whether a semicolon ends it.</param>
public readonly record struct SqlScriptPart(int Start, int End, int Next, bool IsEnded);
