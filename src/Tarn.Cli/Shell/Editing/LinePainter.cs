using System.Globalization;
using System.Text;
using Tarn.Cli.Output;

namespace Tarn.Cli.Shell.Editing;

/// <summary>
/// Draws the text that is being typed, over what it drew before. Lines are broken here and not by the terminal, so that
/// the place of the cursor is known.
/// </summary>
internal sealed class LinePainter(IShellScreen screen, Palette palette)
{
    private int _cursorRow;

    /// <param name="prompt">Before the first line; the lines below have one of the same width.</param>
    /// <param name="text">The text.</param>
    /// <param name="cursor">Offset of the cursor in it.</param>
    public void Paint(string prompt, string text, int cursor)
    {
        int widthMax = screen.Width - 1;
        string below = new string(' ', Math.Max(0, TextWidth.Of(prompt) - 3)) + "-> ";
        StringBuilder drawn = new(Up(_cursorRow) + "\r\e[J" + palette.Cyan(prompt));
        (int Row, int Column) place = (0, TextWidth.Of(prompt));
        (int Row, int Column) target = place;
        for (int i = 0; i <= text.Length; i++)
        {
            target = i == cursor ? place : target;
            if (i == text.Length)
            {
                break;
            }

            if (text[i] == '\n')
            {
                drawn.Append("\r\n").Append(palette.Dim(below));
                place = (place.Row + 1, TextWidth.Of(below));
                continue;
            }

            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length;
            string shown = TextWidth.Printable(text.Substring(i, isPair ? 2 : 1));
            int width = TextWidth.Of(shown);
            if (place.Column + width > widthMax)
            {
                drawn.Append("\r\n");
                place = (place.Row + 1, 0);
                target = i == cursor ? place : target;
            }

            drawn.Append(shown);
            place.Column += width;
            i += isPair ? 1 : 0;
        }

        if (place != target)
        {
            drawn.Append(Up(place.Row - target.Row)).Append('\r');
            drawn.Append(target.Column > 0 ? Move(target.Column, 'C') : "");
        }

        _cursorRow = target.Row;
        screen.Write(drawn.ToString());
    }

    /// <summary>Leaves the text as it stands and goes below it.</summary>
    public void Leave(string prompt, string text)
    {
        Paint(prompt, text, text.Length);
        screen.Write("\r\n");
        _cursorRow = 0;
    }

    public void ClearScreen()
    {
        screen.Write("\e[H\e[2J");
        _cursorRow = 0;
    }

    private static string Up(int rows) => rows > 0 ? Move(rows, 'A') : "";

    private static string Move(int count, char direction) =>
        string.Create(CultureInfo.InvariantCulture, $"\e[{count}{direction}");
}
