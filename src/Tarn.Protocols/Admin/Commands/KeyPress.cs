namespace Tarn.Protocols.Admin.Commands;

/// <summary>A key that was typed.</summary>
/// <param name="Character">UTF-16 code unit; 0 for keys without one.</param>
/// <param name="Key">Number in .NET's <c>ConsoleKey</c>.</param>
/// <param name="Modifiers">Bits of .NET's <c>ConsoleModifiers</c>.</param>
/// <param name="Width">Cells of a line of the terminal as it is now.</param>
/// <param name="IsAnswer">Whether it was waited for when it was typed.</param>
public sealed record KeyPress(int Character, int Key, int Modifiers, int Width, bool IsAnswer);
