using Tarn.Protocols.Admin.Commands;
using Xunit;

namespace Tarn.Tests.Protocols.Admin.Commands;

public sealed class FrameKindTests
{
    [Fact]
    public void Numbers_are_what_the_other_side_depends_on() => Assert.Equal(
        [
            ("Call", 1), ("Input", 2), ("InputEnd", 3), ("Cancel", 4), ("Key", 5), ("ProgramEnded", 6), ("Output", 16),
            ("Error", 17), ("Exit", 18), ("ReadLine", 19), ("ReadAll", 20), ("OpenScreen", 21), ("ReadKey", 22),
            ("CloseScreen", 23), ("RunProgram", 24),
        ],
        Enum.GetValues<FrameKind>().Select(kind => (kind.ToString(), (int)kind)));
}
