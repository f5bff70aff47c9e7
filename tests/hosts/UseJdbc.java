import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** UseJdbc EXTENSION QUERIES, with Xerial's driver. */
class UseJdbc {
  public static void main(String[] args) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite::memory:?enable_load_extension=true");
        Statement statement = db.createStatement()) {
      statement.execute("SELECT load_extension('" + args[0] + "')");
      for (String query : Files.readAllLines(Path.of(args[1])))
        try (ResultSet rows = statement.executeQuery(query)) {
          rows.next();
          System.out.println(rows.getString(1));
        }
    }
  }
}
