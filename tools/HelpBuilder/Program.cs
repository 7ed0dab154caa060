using System;

namespace ContainerOS.HelpBuilding;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("Usage: dotnet HelpBuilder.dll MARKDOWN-DIRECTORY OUTPUT-DIRECTORY");
            return 64;
        }

        try
        {
            foreach (var file in HelpCompiler.Build(args[0], args[1]))
                Console.WriteLine(file);
            return 0;
        }
        catch (HelpSyntaxException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }
}
