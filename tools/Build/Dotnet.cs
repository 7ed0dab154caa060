using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Build;

internal static class Dotnet
{
    /// <summary>Compiles projects, in one go. Silent unless it fails.</summary>
    public static Task BuildAsync(Context context, params string[] projects)
    {
        // %3B: a bare semicolon would end the property on MSBuild's command line.
        var list = string.Join("%3B", projects.Select(project => Repository.Path(project)));
        return context.Shell.RequireAsync(
            "Compiling", "dotnet",
            [
                "msbuild", Repository.Path("tools", "Build", "Compile.targets"), "-restore", "-m",
                $"-p:Configuration={context.Configuration}", $"-p:Projects={list}", "-v:quiet", "-nologo", "-tl:off",
            ]);
    }
}
