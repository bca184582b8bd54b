using Tarn.Common;
using Tarn.State;

namespace Tarn.Racer;

/// <summary>Takes the lock, says <c>held</c> or the error code, and keeps it until standard input ends.</summary>
internal static class LockHolder
{
    public static int Run(string stateDirectory)
    {
        try
        {
            using LakeLock held = LakeLock.Acquire(stateDirectory);
            Console.WriteLine("held");
            Console.In.ReadToEnd();
            return 0;
        }
        catch (TarnException exception)
        {
            Console.WriteLine(exception.Code);
            return 2;
        }
    }
}
